new WebSocket("ws://" + location.host + "/leak/worker-websocket");
fetch("/leak/worker-fetch");
new EventSource("/leak/worker-event-source");
