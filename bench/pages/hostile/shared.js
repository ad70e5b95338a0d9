fetch("/leak/shared-fetch");
new WebSocket("ws://" + location.host + "/leak/shared-websocket");
