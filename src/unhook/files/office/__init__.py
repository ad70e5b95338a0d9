"""Office documents: compound files (MS-CFB), packages of XML (OPC, OpenDocument), and what both may carry."""
