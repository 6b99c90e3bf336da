package dev.assay.detectors.manifest.dotnet;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Percent;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.XmlTree.Attribute;
import dev.assay.engine.text.XmlTree.Element;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Projects of MSBuild ({@code *.csproj}, {@code Directory.Packages.props} ...), what they import, and {@code packages.config}. Conditions are not
 * worked out: what stands under any counts. Properties are those of the file; others stay as they are written. Case tells no names apart,
 * as MSBuild has it of items, their values and properties; where it refuses another case, what is meant is told all the same.
 */
final class MsbuildProject {
    private static final String ROOT = "<Project";
    private static final int MOST_STEPS = 8;
    private static final int MOST_TEXT = 1_000;

    private final Dependencies out;
    private final Map<String, String> properties = new HashMap<>();

    private MsbuildProject(Dependencies out) {
        this.out = out;
    }

    /** Whether the first element is that of a project, or lies behind a comment that is longer than the head. */
    static boolean looksRight(Head head) {
        String text = new String(head.bytes(), 0, head.length(), StandardCharsets.UTF_8);
        int at = text.startsWith("\ufeff") ? 1 : 0;
        while (at < text.length()) {
            String end = text.startsWith("<!--", at) ? "-->" : text.startsWith("<?", at) ? "?>" : "";
            if (!end.isEmpty()) {
                int close = text.indexOf(end, at);
                at = close < 0 ? text.length() : close + end.length();
            } else if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                int after = at + ROOT.length();
                return text.startsWith(ROOT, at)
                        && (after == text.length() || !Character.isLetterOrDigit(text.charAt(after)));
            }
        }
        return text.indexOf("<!--") >= 0;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        Element project = document.xml();
        MalformedException.check(
                project.name().equals("Project"), project.offsetBytes(), "the first element of a project is Project");
        MsbuildProject reading = new MsbuildProject(out);
        reading.properties(project);
        reading.sdks(project);
        reading.items(project);
    }

    /**
     * What MSBuild loads in front of the project: {@code Sdk="Name/1.0.0;Other/2.0"} of it or of an {@code Import}, or elements. Those
     * without a version come with .NET, or have it in {@code global.json}.
     */
    private void sdks(Element around) {
        for (String sdk : Parts.of(attribute(around, "Sdk"), ';')) {
            int slash = sdk.indexOf('/');
            sdk(
                    slash < 0 ? sdk : sdk.substring(0, slash),
                    slash < 0 ? attribute(around, "Version") : sdk.substring(slash + 1),
                    around.offsetBytes());
        }
        for (Element each : around.children()) {
            if (is(each, "Sdk")) {
                sdk(attribute(each, "Name"), attribute(each, "Version"), each.offsetBytes());
            } else if (is(each, "Import") || is(each, "ImportGroup")) {
                sdks(each);
            }
        }
    }

    private void sdk(String name, String version, long at) {
        if (!name.isBlank() && !version.isBlank()) {
            out.add(ranged(name.strip(), resolved(version.strip()))
                    .scope(Scope.BUILD)
                    .at(at));
        }
    }

    private void properties(Element around) {
        for (Element group : around.children()) {
            if (is(group, "PropertyGroup")) {
                group.children().forEach(each -> properties.put(folded(each.name()), each.text()));
            } else if (isBranch(group)) {
                properties(group);
            }
        }
    }

    private static boolean isBranch(Element element) {
        return switch (folded(element.name())) {
            case "choose", "when", "otherwise", "target" -> true;
            default -> false;
        };
    }

    private void items(Element around) {
        for (Element group : around.children()) {
            if (is(group, "ItemGroup")) {
                group.children().forEach(this::item);
            } else if (isBranch(group)) {
                items(group);
            }
        }
    }

    private void item(Element item) {
        switch (folded(item.name())) {
            case "packagereference", "dotnetclitoolreference" -> packages(item, Relation.DIRECT);
            case "globalpackagereference" -> packages(item, Relation.DIRECT);
            case "packagedownload" -> downloads(item);
            case "packageversion" -> packages(item, Relation.CONSTRAINT);
            default -> {}
        }
    }

    private void packages(Element item, Relation relation) {
        String names = either(item, "Include");
        boolean isUpdate = names.isEmpty();
        String version = value(
                either(item, "VersionOverride").isEmpty() ? either(item, "Version") : either(item, "VersionOverride"));
        boolean isPrivate = either(item, "PrivateAssets").equalsIgnoreCase("all") || is(item, "GlobalPackageReference");
        for (String name : names(isUpdate ? either(item, "Update") : names)) {
            if (!name.isBlank()) {
                out.add(ranged(name, version)
                        .relation(isUpdate ? Relation.CONSTRAINT : relation)
                        .scope(isPrivate ? Scope.DEVELOPMENT : Scope.RUNTIME)
                        .at(item.offsetBytes()));
            }
        }
    }

    /** What is fetched and nothing else, each of its versions exact: {@code [1.0.0];[2.0.0]}. */
    private void downloads(Element item) {
        List<String> versions = Parts.of(value(either(item, "Version")), ';');
        for (String name : names(either(item, "Include"))) {
            for (String version : name.isBlank() ? List.<String>of() : versions) {
                if (!version.isBlank()) {
                    out.add(ranged(name, version.strip()).scope(Scope.BUILD).at(item.offsetBytes()));
                }
            }
        }
    }

    /** What a list of names says, of which no character that is escaped parts two. */
    private List<String> names(String list) {
        return Parts.of(resolved(list), ';').stream()
                .map(name -> Percent.decoded(name).strip())
                .toList();
    }

    private String value(String written) {
        return Percent.decoded(resolved(written));
    }

    /** An attribute, or an element of the same name. */
    private static String either(Element item, String name) {
        String text = attribute(item, name);
        for (Element each : text.isEmpty() ? item.children() : List.<Element>of()) {
            if (is(each, name)) {
                text = each.text();
                break;
            }
        }
        return text.strip(); // as NuGet does
    }

    private static String attribute(Element element, String name) {
        for (Attribute each : element.attributes()) {
            if (each.name().equalsIgnoreCase(name)) {
                return each.value();
            }
        }
        return "";
    }

    private static boolean is(Element element, String name) {
        return element.name().equalsIgnoreCase(name);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A bare version is the least one, which is taken where there is nothing that asks for more. */
    static Mention ranged(String name, String range) {
        Mention mention = Mention.of(DotnetFormats.ECOSYSTEM, "", name).range(range);
        boolean isBare = !range.isEmpty()
                && "[(".indexOf(range.charAt(0)) < 0
                && range.indexOf('*') < 0
                && range.indexOf('$') < 0;
        return mention.version(isBare ? range : exact(range));
    }

    /** The version of {@code [1.0.0]} and of {@code [1.0.0, 1.0.0]}; empty for what leaves a choice. */
    private static String exact(String range) {
        if (!range.startsWith("[") || !range.endsWith("]")) {
            return "";
        }
        List<String> bounds = Parts.of(range.substring(1, range.length() - 1), ',');
        String least = bounds.getFirst().strip();
        boolean isOne = bounds.size() == 1
                || bounds.size() == 2 && bounds.get(1).strip().equals(least);
        return isOne && least.indexOf('$') < 0 && least.indexOf('*') < 0 ? least : "";
    }

    private String resolved(String text) {
        String current = text;
        for (int step = 0; step < MOST_STEPS && current.length() < MOST_TEXT; step++) {
            int open = current.indexOf("$(");
            int close = current.indexOf(')', Math.max(open, 0));
            String value = open < 0 || close < 0 ? null : properties.get(folded(current.substring(open + 2, close)));
            if (value == null) {
                return current;
            }
            current = (current.substring(0, open) + value + current.substring(close + 1)).strip();
        }
        return current;
    }

    static void packagesConfig(Document document, Dependencies out) throws MalformedException {
        Element packages = document.xml();
        MalformedException.check(
                packages.name().equals("packages"), packages.offsetBytes(), "the first element is not packages");
        for (Element each : packages.children("package")) {
            boolean isDevelopment = each.attribute("developmentDependency").equals("true");
            out.add(Mention.of(DotnetFormats.ECOSYSTEM, "", each.attribute("id").strip())
                    .version(each.attribute("version").strip())
                    .relation(Relation.UNKNOWN)
                    .scope(isDevelopment ? Scope.DEVELOPMENT : Scope.RUNTIME)
                    .at(each.offsetBytes()));
        }
    }
}
