"""PDF files (ISO 32000-1): structure by qpdf, words and pages by PDFium."""
