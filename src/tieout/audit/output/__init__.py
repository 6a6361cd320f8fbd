"""Forms of the audit for people and programs: text, HTML, SARIF."""
