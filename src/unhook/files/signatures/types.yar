// What a file is, by its bytes: the names that rules compare with `flavors.yara` (Strelka's type rules), written anew.

rule mz_file { condition: uint16(0) == 0x5a4d }
rule elf_file { condition: uint32(0) == 0x464c457f }
rule macho_file {
  condition:
    uint32(0) == 0xfeedface or uint32(0) == 0xfeedfacf or uint32be(0) == 0xfeedface or uint32be(0) == 0xfeedfacf or
    (uint32be(0) == 0xcafebabe and uint32be(4) < 20)
}
rule zip_file { condition: uint32(0) == 0x04034b50 or uint32(0) == 0x06054b50 }
rule encrypted_zip {
  strings: $entry = { 50 4b 03 04 ?? ?? }
  condition: uint32(0) == 0x04034b50 and for any i in (1 .. #entry): (uint16(@entry[i] + 6) & 1 == 1)
}
rule rar_file { condition: uint32(0) == 0x21726152 and uint16(4) == 0x071a }
rule sevenzip_file { condition: uint32be(0) == 0x377abcaf and uint16be(4) == 0x271c }
rule cab_file { condition: uint32be(0) == 0x4d534346 }
rule tar_file { condition: uint32be(257) == 0x75737461 and uint8(261) == 0x72 }
rule iso_file { condition: uint32be(0x8001) == 0x43443030 or uint32be(0x8801) == 0x43443030 or uint32be(0x9001) == 0x43443030 }
rule vhd_file { condition: uint32be(0) == 0x636f6e65 and uint32be(4) == 0x63746978 }
rule xar_file { condition: uint32be(0) == 0x78617221 }
rule gzip_file { condition: uint16be(0) == 0x1f8b and uint8(2) == 8 }
rule bzip2_file { condition: uint16be(0) == 0x425a and uint8(2) == 0x68 and uint32be(4) == 0x31415926 }
rule xz_file { condition: uint32be(0) == 0xfd377a58 and uint16be(4) == 0x5a00 }
rule lzma_file { condition: uint16be(0) == 0x5d00 and uint8(2) == 0 and uint16(3) <= 0x0800 and uint32(7) <= 0xffffffff and filesize > 13 }
rule zlib_file { condition: uint8(0) == 0x78 and (uint8(1) == 0x01 or uint8(1) == 0x5e or uint8(1) == 0x9c or uint8(1) == 0xda) }
rule pdf_file { strings: $mark = "%PDF-" condition: $mark in (0 .. 1024) }
rule rtf_file { condition: uint32be(0) == 0x7b5c7274 }
rule olecf_file { condition: uint32be(0) == 0xd0cf11e0 and uint32be(4) == 0xa1b11ae1 }
rule encrypted_word_document {
  strings:
    $package = "EncryptedPackage" wide
    $word = "WordDocument" wide
  condition:
    olecf_file and ($package or ($word and for any i in (1 .. #word): (uint16(0x200) == 0xa5ec and uint8(0x20b) & 1 == 1)))
}
rule ooxml_file { strings: $types = "[Content_Types].xml" condition: uint32(0) == 0x04034b50 and $types }
rule onenote_file { condition: uint32be(0) == 0xe4525c7b and uint32be(4) == 0x8cd8a74d }
rule lnk_file { condition: uint32(0) == 0x4c and uint32(4) == 0x00021401 }
rule jar_file { strings: $manifest = "META-INF/MANIFEST.MF" condition: uint32(0) == 0x04034b50 and $manifest }
rule png_file { condition: uint32be(0) == 0x89504e47 }
rule jpeg_file { condition: uint16be(0) == 0xffd8 and uint8(2) == 0xff }
rule gif_file { condition: uint32be(0) == 0x47494638 }
rule svg_file { strings: $tag = /<svg[ \t\r\n>]/ nocase condition: $tag in (0 .. 2048) and uint8(0) != 0x25 }
rule email_file {
  strings:
    $from = /(^|\n)From: /
    $field = /(^|\n)(Received|Message-ID|Subject|Date): /i
  condition: $from in (0 .. 16384) and $field in (0 .. 16384)
}
rule mhtml_file {
  strings:
    $version = "MIME-Version:" nocase
    $related = "multipart/related" nocase
    $location = "Content-Location:" nocase
  condition: $version in (0 .. 4096) and $related in (0 .. 4096) and $location
}
rule html_file {
  strings: $tag = /<(!doctype html|html|head|body|script|title|iframe|form|table|div)[ \t\r\n>]/ nocase
  condition: $tag in (0 .. 1024) and not email_file and not mhtml_file and not svg_file
}
rule xml_file { strings: $mark = "<?xml" condition: $mark in (0 .. 16) }
rule hta_file { strings: $tag = "<hta:application" nocase condition: $tag in (0 .. 16384) }
rule calendar_file { strings: $begin = "BEGIN:VCALENDAR" condition: $begin in (0 .. 64) }
rule vcard_file { strings: $begin = "BEGIN:VCARD" condition: $begin in (0 .. 64) }
rule batch_file {
  strings: $echo = /(^|\n)[ \t]*@?echo[ \t]+off/ nocase
  condition: $echo in (0 .. 4096) and not html_file
}
rule vb_file {
  strings:
    $sub = /(^|\n)[ \t]*(Private |Public )?(Sub|Function)[ \t]+\w+/ nocase
    $end = /(^|\n)[ \t]*End (Sub|Function|If)/ nocase
    $create = "CreateObject(" nocase
    $dim = /(^|\n)[ \t]*Dim[ \t]+\w+/ nocase
    $execute = /(^|\n)[ \t]*(On Error Resume Next|Execute(Global)?[ (])/ nocase
  condition: 2 of them and not olecf_file and not html_file and uint16(0) != 0x4b50
}
rule javascript_file {
  strings:
    $function = /function[ \t]*\w*[ \t]*\(/
    $binding = /(^|[\n;{ \t])(var|let|const)[ \t]+[\w$]+[ \t]*=/
    $activex = "new ActiveXObject(" nocase
    $shell = /WScript\.(CreateObject|Shell|Echo|Sleep)/ nocase
    $eval = /\beval[ \t]*\(/
    $document = /\bdocument\.(write|location|getElementById)/
  condition:
    ($activex or $shell or 2 of ($function, $binding, $eval, $document)) and uint16(0) != 0x4b50 and
    not html_file and not olecf_file and not pdf_file and not mz_file and not email_file and not vb_file
}
rule powershell_file {
  strings:
    $verb = /\b(Invoke-Expression|Invoke-WebRequest|New-Object|Start-Process|Get-ChildItem|Set-ItemProperty)\b/ nocase
    $variable = /(^|\n)[ \t]*\$\w+[ \t]*=/
  condition: $verb and $variable and not html_file and not olecf_file and not mz_file
}
rule base64_pe {
  strings:
    $stub = "This program cannot be run in DOS mode" base64 base64wide
    $start = /TV(qQAAMAAAAEAAAA|pQAAIAAAAEAA8A|oAAAAAAAAAAAAA|pBUlVIieVIgewg|rkAAAAAAAAAAAA)/
  condition: $stub or $start
}
