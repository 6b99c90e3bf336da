package dev.assay.detectors.manifest.dotnet;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.HeadText;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;

/** {@code dotnet-tools.json}: the tools that {@code dotnet tool restore} installs; {@code global.json}: SDKs that MSBuild loads. */
final class DotnetFiles {
    private DotnetFiles() {}

    static void tools(Document document, Dependencies out) throws MalformedException {
        for (Entry tool : document.jsonObject().mapping("tools").entries()) {
            String version = tool.value() instanceof Mapping mapping ? mapping.textOrEmpty("version") : "";
            if (version.isEmpty()) {
                out.malformed(tool.offsetBytes(), "a tool without a version");
            }
            out.add(MsbuildProject.ranged(tool.key(), version)
                    .scope(Scope.DEVELOPMENT)
                    .at(tool.offsetBytes()));
        }
    }

    static boolean hasSdks(Head head) {
        return HeadText.holds(head, "\"msbuild-sdks\"");
    }

    static void sdks(Document document, Dependencies out) throws MalformedException {
        for (Entry sdk : document.jsonObject().mapping("msbuild-sdks").entries()) {
            if (sdk.value() instanceof Scalar version) {
                out.add(MsbuildProject.ranged(sdk.key(), version.text())
                        .scope(Scope.BUILD)
                        .at(sdk.offsetBytes()));
            }
        }
    }
}
