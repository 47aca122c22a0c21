#!/usr/bin/env python3
"""Reads the Dockerfile and compose.yaml and reports what does not fit: called by check.sh, prints one line for each fault."""
import re
import sys
from pathlib import Path

DEPLOY = Path(__file__).resolve().parent
ROOT = DEPLOY.parent
faults = []


def expect(condition, message):
    if not condition:
        faults.append(message)


def instructions(text):
    """(WORD, rest) for every instruction, continuation lines joined and comments dropped."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for line in re.sub(r"\\\n\s*", " ", "\n".join(lines)).splitlines():
        word, _, rest = line.strip().partition(" ")
        yield word.upper(), rest.strip()


def check_dockerfile(steps):
    stages, variables, apt = [], {}, set()
    for word, rest in steps:
        if word == "FROM":
            stages.append(rest.split()[-1])
            user = None
        elif word == "COPY":
            options = [w for w in rest.split() if w.startswith("--")]
            sources = [w for w in rest.split() if not w.startswith("--")][:-1]
            source_stage = next((o.partition("=")[2] for o in options if o.startswith("--from=")), None)
            if source_stage is not None:
                expect(source_stage in stages[:-1], f"COPY --from={source_stage}: no earlier stage has this name")
            else:
                for source in sources:
                    expect(any(ROOT.glob(source)), f"COPY {source}: not in the repository")
        elif word == "RUN":
            for project in re.findall(r"\S+\.csproj", rest):
                expect((ROOT / project).is_file(), f"RUN names {project}, which is not in the repository")
            for packages in re.findall(r"apt-get install([^&]*)", rest):
                apt |= {w for w in packages.split() if not w.startswith("-")}
                expect("--no-install-recommends" in packages, "apt-get install without --no-install-recommends")
        elif word == "ENV":
            variables.update(pair.partition("=")[::2] for pair in rest.split())
        elif word == "USER":
            user = rest
    last = {word: rest for word, rest in steps}
    expect(user not in (None, "root", "0"), f"the last stage runs as {user or 'root'}")
    expect({"fonts-liberation", "libsqlite3-0", "poppler-data", "poppler-utils", "tesseract-ocr", "tesseract-ocr-deu", "tesseract-ocr-eng"} == apt, f"apt packages are {sorted(apt)}")
    expect(last.get("VOLUME") == variables.get("RAGDOCS_DATA") == "/data", "VOLUME and RAGDOCS_DATA differ from /data")
    expect(variables.get("ASPNETCORE_URLS", "").endswith(":" + last.get("EXPOSE", "?")), "EXPOSE and ASPNETCORE_URLS name different ports")
    assembly = re.search(r"<AssemblyName>(.*?)</AssemblyName>", (ROOT / "src/Web/RagDocs.Web.csproj").read_text()).group(1)
    expect(f'"/app/{assembly}"' in last.get("ENTRYPOINT", ""), f"ENTRYPOINT does not start {assembly}")
    expect(f'"/app/{assembly}"' in last.get("HEALTHCHECK", ""), f"HEALTHCHECK does not call {assembly}")
    expect("org.opencontainers.image.title" in last.get("LABEL", ""), "OCI labels are missing")
    return last.get("EXPOSE")


def check_project_files(steps):
    """Restoring needs every project file before the sources come; the compiler's rules lie in files that a listing easily hides."""
    copied = " ".join(rest for word, rest in steps if word == "COPY")
    needed = [*ROOT.glob("src/*/*.csproj"), *ROOT.glob("Directory.*"), ROOT / ".editorconfig", ROOT / "global.json"]
    for file in sorted(needed):
        name = file.relative_to(ROOT).as_posix()
        expect(name in copied, f"COPY {name} is missing before the restore")


def check_compose(port):
    try:
        import yaml
    except ImportError:
        print("note: compose.yaml was not read, the Python package yaml is missing")
        return
    service = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["ragdocs"]
    wanted = {"image", "build", "restart", "ports", "volumes", "read_only", "tmpfs", "cap_drop", "security_opt", "mem_limit", "pids_limit"}
    expect(wanted <= service.keys(), f"compose.yaml lacks {sorted(wanted - service.keys())}")
    build = service["build"]
    expect((DEPLOY / build["context"]).resolve() == ROOT, "the build context is not the repository root")
    expect((ROOT / build["dockerfile"]).is_file(), f"{build['dockerfile']} is not there")
    expect(all(p.startswith("127.0.0.1:") and p.endswith(f":{port}") for p in service["ports"]), "a port is open beyond this machine, or a different one")
    expect(any(v.endswith(":/data") for v in service["volumes"]), "no volume at /data")
    expect(service["read_only"] is True, "the root file system is not read-only")
    expect(service["cap_drop"] == ["ALL"], "capabilities are left")
    expect("no-new-privileges:true" in service["security_opt"], "no-new-privileges is missing")


def main():
    steps = list(instructions((DEPLOY / "Dockerfile").read_text()))
    port = check_dockerfile(steps)
    check_project_files(steps)
    check_compose(port)
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
