// What an honest attachment does not hold. Each rule says in `meta` what it means; few, and none by a single word.

rule test_virus {
  meta: description = "The antivirus test file (EICAR), which harms nothing"
  strings: $mark = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
  condition: $mark in (0 .. 128) and filesize < 512
}
rule script_fetches_program {
  meta: description = "A script that fetches something and runs it"
  strings:
    $fetch = /(DownloadString|DownloadFile|DownloadData|Invoke-WebRequest|Invoke-RestMethod|Start-BitsTransfer|MSXML2\.(Server)?XMLHTTP|WinHttp\.WinHttpRequest)/ nocase
    $run = /(Invoke-Expression|\bIEX\b|Start-Process|ShellExecute|WScript\.Shell|rundll32|regsvr32)/ nocase
    $web = /https?:\/\/[\w.-]+\// nocase
  condition: $fetch and $run and $web and filesize < 2MB and uint16(0) != 0x5a4d and uint16(0) != 0x4b50 and uint32be(0) != 0x25504446
}
rule powershell_in_disguise {
  meta: description = "PowerShell started with an encoded command or hidden window"
  strings:
    $shell = /p\^?o\^?w\^?e\^?r\^?s\^?h\^?e\^?l\^?l/ nocase ascii wide
    $encoded = /[-\/]e(nc|ncodedcommand|c)?[ \t]+[A-Za-z0-9+\/]{40}/ nocase ascii wide
    $hidden = /[-\/]w(indowstyle|in)?[ \t]+(hidden|h\b|1\b)/ nocase ascii wide
  condition: $shell and ($encoded or $hidden) and filesize < 5MB and uint16(0) != 0x5a4d
}
rule system_tool_fetches {
  meta: description = "A system tool told to fetch from the web (MITRE ATT&CK T1105, T1218)"
  strings:
    $mshta = /mshta(\.exe)?[ \t"']+(https?:|vbscript:|javascript:)/ nocase ascii wide
    $certutil = /certutil(\.exe)?[ \t].{0,40}-urlcache/ nocase ascii wide
    $bits = /bitsadmin(\.exe)?[ \t].{0,40}\/transfer/ nocase ascii wide
    $regsvr = /regsvr32(\.exe)?[ \t].{0,40}\/i:https?:/ nocase ascii wide
    $msiexec = /msiexec(\.exe)?[ \t].{0,20}https?:/ nocase ascii wide
    $curl = /curl(\.exe)?[ \t].{0,200}https?:.{0,200}(&&|;|\|)[ \t]*(start|cmd|rundll32|%)/ nocase ascii wide
  condition: any of them and filesize < 5MB and uint16(0) != 0x5a4d
}
rule diagnostic_tool_scheme {
  meta: description = "A document that starts a diagnostic or search tool of Windows by its scheme"
  strings:
    $msdt = "ms-msdt:" nocase ascii wide
    $search = /search-ms:.{0,100}crumb=location:(\\\\|%5c%5c)/ nocase
  condition: any of them and filesize < 5MB
}
rule equation_editor_object {
  meta: description = "An embedded equation of the old editor, whose flaws are attacked (CVE-2017-11882)"
  strings:
    $name = "Equation.3" nocase
    $hex = "4571756174696f6e2e33" nocase
    $class = { 02 ce 02 00 00 00 00 00 c0 00 00 00 00 00 00 46 }
    $class_hex = "02ce020000000000c000000000000046" nocase
  condition: ($name or $hex) and ($class or $class_hex or uint32be(0) == 0x7b5c7274)
}
rule program_as_text {
  meta: description = "A Windows program written as base64 inside a text"
  strings: $stub = "This program cannot be run in DOS mode" base64 base64wide
  condition: $stub and uint16(0) != 0x5a4d
}
rule inflated_program {
  meta: description = "A Windows program blown up with one byte, so that scanners leave it out"
  condition: uint16(0) == 0x5a4d and filesize > 50MB and for all i in (1 .. 8): (uint32(filesize - 4096 * i) == uint32(filesize - 4))
}
rule page_reports_to_chat_bot {
  meta: description = "A page or script that sends what is typed to a chat bot"
  strings:
    $telegram = /api\.telegram\.org\/bot/ nocase
    $discord = /discord(app)?\.com\/api\/webhooks\// nocase
    $hidden = "YXBpLnRlbGVncmFtLm9yZy9ib3"
    $send = /(sendMessage|sendDocument|fetch|XMLHttpRequest|ajax|axios|file_get_contents|curl_exec)/ nocase
  condition: ($telegram or $discord or $hidden) and $send and filesize < 5MB and uint16(0) != 0x5a4d
}
rule sign_in_kit {
  meta: description = "The server side of a sign-in trap: takes a password, notes the visitor, mails it away"
  strings:
    $post = /\$_(POST|REQUEST)\[['"]?\w*(pass|pwd|pw)\w*['"]?\]/ nocase
    $address = /\$_SERVER\[['"](REMOTE_ADDR|HTTP_USER_AGENT|HTTP_CLIENT_IP)['"]\]/
    $mail = /\b(mail|fwrite|file_put_contents)[ \t]*\(/
  condition: all of them and filesize < 2MB
}
rule autorun_file {
  meta: description = "An instruction for a disk to run a program when it is opened"
  strings: $section = /(^|\n)\[autorun\]/ nocase $open = /(^|\n)(open|shellexecute|shell\\\w+\\command)[ \t]*=/ nocase
  condition: all of them and filesize < 64KB
}
rule shortcut_runs_shell {
  meta: description = "A shortcut that starts a command interpreter with arguments"
  strings:
    $shell = /(cmd|powershell|mshta|wscript|cscript|rundll32|conhost|forfiles)\.exe/ nocase ascii wide
    $argument = /([\/-][ck] |-c |-e[nc]* |http|\.js|\.vbs|\.dll,)/ nocase wide
  condition: uint32(0) == 0x4c and uint32(4) == 0x00021401 and $shell and $argument
}
