import flowc

compilation = flowc.compile_paths("clinic.mv")
for finding in compilation.findings:
    print(finding.code, finding.severity, finding.message)

clinic = flowc.build(compilation)["clinic"]
print(len(clinic.documents), "documents")
print(clinic.documents["main.on_2"]["actions"][1])
