"""Has Python's zipfile read the archives that stdin names; a JSON line each: was it taken whole?"""
import json
import resource
import sys
import zipfile

resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
for path in json.load(sys.stdin):
    try:
        with zipfile.ZipFile(path) as archive:
            taken = archive.testzip() is None
    except Exception:
        taken = False
    print(json.dumps({"path": path, "taken": taken}), flush=True)
