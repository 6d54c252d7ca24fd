"""Questions: one function a question, frozen records out; no printing, no parsing of pages."""
