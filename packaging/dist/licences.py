"""Prints which libraries the tree holds, under which licences, from its SBOM; copies the texts that
come in their jar files. usage: licences.py TREE"""

import json
import pathlib
import sys
import zipfile

TEXTS = ("LICENSE", "LICENCE", "NOTICE")


def licences(component):
    """Names or SPDX identifiers, as the component's pom has them."""
    found = []
    for entry in component.get("licenses", []):
        licence = entry.get("license", {})
        found.append(entry.get("expression") or licence.get("id") or licence.get("name"))
    return sorted(filter(None, found))


def texts(jar, folder):
    """Copies licence texts of a jar; their names."""
    copied = []
    with zipfile.ZipFile(jar) as archive:
        for name in sorted(archive.namelist()):
            last = pathlib.PurePosixPath(name).name
            if name.endswith(last) and last.upper().split(".")[0].startswith(TEXTS) \
                    and not last.endswith(".class") and name.count("/") <= 1:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / last).write_bytes(archive.read(name))
                copied.append(last)
    return copied


def main():
    tree = pathlib.Path(sys.argv[1])
    bom = json.loads((tree / "doc/sbom.cdx.json").read_text(encoding="utf-8"))
    known = {component["name"]: component for component in bom["components"]}
    unknown = []
    print("# Licences\n\nHotpair: Apache-2.0, see LICENSE. It comes with these libraries, unchanged, in `lib/`;")
    print("`sbom.cdx.json` lists them for programs (CycloneDX).\n")
    print("| library | version | licence | texts |\n|---|---|---|---|")
    for jar in sorted((tree / "lib").glob("*.jar")):
        if jar.stem.startswith("hotpair-"):
            continue
        name = next((name for name in known if jar.stem == f"{name}-{known[name]['version']}"), None)
        if name is None or not licences(known[name]):
            unknown.append(jar.name)
            continue
        copied = texts(jar, tree / "doc/licences" / jar.stem)
        shown = f"`licences/{jar.stem}`: {', '.join(copied)}" if copied else ""
        print(f"| {name} | {known[name]['version']} | {' or '.join(licences(known[name]))} | {shown} |")
    print("\nThe Java runtime in `runtime/`: GPL-2.0 with the Classpath exception, and what `runtime/legal` lists.")
    if unknown:
        sys.exit(f"licences: nothing is known of {', '.join(unknown)}")


if __name__ == "__main__":
    main()
