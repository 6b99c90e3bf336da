package dev.assay.detectors.manifest.sbom;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.XmlTree.Attribute;
import dev.assay.engine.text.XmlTree.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CycloneDX (ECMA-424), in JSON and in XML: components, those within components, and who depends on whom. */
final class CycloneDx {
    /** Components that are no packages. */
    private static final Set<String> NO_PACKAGES =
            Set.of("cryptographic-asset", "data", "file", "machine-learning-model", "device", "device-driver");

    /** What a bill is written for; one of vulnerabilities names packages that another one lists. */
    private static final Set<String> LISTS =
            Set.of("components", "services", "vulnerabilities", "declarations", "definitions", "formulation");

    /** In which a bill says what it is: since version 2 the second one. */
    private static final Set<String> FORMAT = Set.of("bomFormat", "specFormat");

    /** Behind which an element of XML names its version. */
    private static final String NAMESPACE = "http://cyclonedx.org/schema/bom/";

    /** Of what a composition may say how much is told, beside the packages. */
    private static final Set<String> OTHERS = Set.of("dependencies", "vulnerabilities");

    private static final String SCHEMA = "cyclonedx.org/schema/bom";

    private CycloneDx() {}

    private static boolean isFormat(@Nullable Tree tree) {
        return tree instanceof Scalar format && format.text().equalsIgnoreCase("CycloneDX");
    }

    /** What a bill says of itself, in one of two ways. */
    private static boolean saysBill(String key, Tree part) {
        return FORMAT.contains(key) && isFormat(part)
                || key.equals("$schema")
                        && part instanceof Scalar schema
                        && schema.text().contains(SCHEMA);
    }

    private static String text(Mapping mapping, String key) {
        String value = mapping.text(key);
        return value == null ? "" : value;
    }

    static void json(Document document, Dependencies out) throws MalformedException {
        try (Bill bill = new Bill(document)) {
            boolean[] isBill = {false};
            try {
                document.jsonParts(Bill.AROUND, (key, part) -> {
                    isBill[0] |= saysBill(key, part);
                    bill.has(key, LISTS);
                    if (part instanceof Mapping mapping) {
                        if (FORMAT.stream().anyMatch(each -> isFormat(mapping.get(each)))) {
                            Bill.within(mapping, out);
                        }
                        part(key, mapping, bill);
                    }
                });
                if (isBill[0]) {
                    bill.checkLists(out);
                }
            } finally {
                if (isBill[0]) { // else something else that has components
                    bill.tell(document, out); // what was read in front of a fault
                }
            }
        }
    }

    private static void part(String key, Mapping part, Bill bill) {
        switch (key) {
            case "metadata" -> {
                Mapping subject = part.mapping("component");
                bill.root(text(subject, "bom-ref"));
                components(subject, bill);
            }
            case "components" -> {
                component(part, bill);
                components(part, bill);
            }
            case "compositions" -> {
                boolean isOfPackages =
                        part.get("assemblies") != null || OTHERS.stream().allMatch(each -> part.get(each) == null);
                composition(text(part, "aggregate"), isOfPackages, part.offsetBytes(), bill);
            }
            case "dependencies" -> {
                for (Tree asked : part.items("dependsOn")) {
                    if (asked instanceof Scalar scalar) {
                        bill.edge(text(part, "ref"), scalar.text());
                    }
                }
            }
            default -> {}
        }
    }

    /** @param isOfPackages whether it speaks of these, and not of what else a bill has of them alone */
    private static void composition(String aggregate, boolean isOfPackages, long offsetBytes, Bill bill) {
        if (isOfPackages && aggregate.startsWith("incomplete")) {
            bill.isIncomplete(aggregate, offsetBytes);
        }
    }

    private static void components(Mapping around, Bill bill) {
        for (Tree each : around.items("components")) {
            if (each instanceof Mapping component) {
                component(component, bill);
                components(component, bill);
            }
        }
    }

    private static void component(Mapping component, Bill bill) {
        String purl = text(component, "purl");
        if (NO_PACKAGES.contains(text(component, "type")) && purl.isEmpty()) {
            return;
        }
        Mention mention = bill.mention(
                purl,
                text(component, "group"),
                text(component, "name"),
                text(component, "version"),
                component.offsetBytes());
        ranged(mention, text(component, "versionRange"));
        for (Tree hash : component.items("hashes")) {
            if (hash instanceof Mapping mapping && !text(mapping, "content").isEmpty()) {
                mention.integrity(digest(text(mapping, "alg"), text(mapping, "content")));
                break;
            }
        }
        List<String> licences = new ArrayList<>();
        for (Tree each : component.items("licenses")) {
            if (each instanceof Mapping choice) {
                Mapping licence = choice.mapping("license");
                licences.add(text(choice, "expression")
                        + text(licence, text(licence, "id").isEmpty() ? "name" : "id"));
            }
        }
        mention.licence(all(licences));
        boolean isScoped = isScoped(mention, text(component, "scope"));
        for (Tree each : component.items("properties")) {
            if (each instanceof Mapping property) {
                property(text(property, "name"), text(property, "value"), mention);
            }
        }
        bill.add(text(component, "bom-ref"), mention, isScoped);
    }

    /** Since 1.7: of a component that somebody else is to bring, in the notation {@code vers:}. */
    private static void ranged(Mention mention, String range) {
        if (mention.version().isEmpty()) {
            mention.range(range);
        }
    }

    /** What Assay writes that the standard has no field for. */
    private static void property(String name, String value, Mention mention) {
        if (name.equals("assay:scope") && mention.scope() != Scope.RUNTIME) {
            for (Scope scope : Scope.values()) {
                if (scope.id().equals(value)) {
                    mention.scope(scope);
                }
            }
        } else if (name.equals("assay:origin")) {
            int blank = value.indexOf(' ');
            for (Origin.Kind kind : Origin.Kind.values()) {
                if (blank >= 0 && kind.id().equals(value.substring(0, blank))) {
                    mention.origin(kind, value.substring(blank + 1));
                }
            }
        }
    }

    /** All of them hold; several without an expression are no choice. */
    private static String all(List<String> licences) {
        licences.removeIf(String::isBlank);
        if (licences.size() > 1) {
            // AND binds before OR
            licences.replaceAll(each -> each.toUpperCase(Locale.ROOT).contains(" OR ") ? "(" + each + ")" : each);
        }
        return String.join(" AND ", licences);
    }

    private static String digest(String algorithm, String content) {
        return algorithm.toLowerCase(Locale.ROOT).replace("sha-", "sha") + ":" + content;
    }

    private static boolean isScoped(Mention mention, String scope) {
        switch (scope) {
            case "optional" -> mention.scope(Scope.OPTIONAL);
            case "excluded" -> mention.scope(Scope.DEVELOPMENT); // there, and no part of what runs
            default -> {
                return scope.equals("required");
            }
        }
        return true;
    }

    static void xml(Document document, Dependencies out) throws MalformedException {
        Element root = document.xml();
        MalformedException.check(root.name().equals("bom"), root.offsetBytes(), "the first element is not bom");
        for (Attribute each : root.attributes()) {
            if (each.value().startsWith(NAMESPACE)) {
                document.version(each.value().substring(NAMESPACE.length()), root.offsetBytes());
            }
        }
        try (Bill bill = new Bill(document)) {
            xml(root, bill);
            bill.tell(document, out);
        }
    }

    private static void xml(Element root, Bill bill) {
        Element metadata = root.child("metadata");
        Element subject = metadata == null ? null : metadata.child("component");
        if (subject != null) {
            bill.root(subject.attribute("bom-ref"));
            components(subject, bill);
        }
        components(root, bill);
        for (Element all : root.children("compositions")) {
            for (Element each : all.children("composition")) {
                boolean isOfPackages = each.child("assemblies") != null
                        || OTHERS.stream().allMatch(other -> each.child(other) == null);
                composition(each.text("aggregate"), isOfPackages, each.offsetBytes(), bill);
            }
        }
        for (Element all : root.children("dependencies")) {
            for (Element each : all.children("dependency")) {
                each.children("dependency").forEach(asked -> bill.edge(each.attribute("ref"), asked.attribute("ref")));
            }
        }
    }

    private static void components(Element around, Bill bill) {
        for (Element all : around.children("components")) {
            for (Element component : all.children("component")) {
                component(component, bill);
                components(component, bill);
            }
        }
    }

    private static void component(Element component, Bill bill) {
        String purl = component.text("purl");
        if (NO_PACKAGES.contains(component.attribute("type")) && purl.isEmpty()) {
            return;
        }
        Mention mention = bill.mention(
                purl,
                component.text("group"),
                component.text("name"),
                component.text("version"),
                component.offsetBytes());
        ranged(mention, component.text("versionRange"));
        Element hashes = component.child("hashes");
        Element hash = hashes == null ? null : hashes.child("hash");
        if (hash != null) {
            mention.integrity(digest(hash.attribute("alg"), hash.text()));
        }
        Element choices = component.child("licenses");
        List<String> licences = new ArrayList<>();
        if (choices != null) {
            licences.add(choices.text("expression"));
            for (Element licence : choices.children("license")) {
                licences.add(licence.text("id").isEmpty() ? licence.text("name") : licence.text("id"));
            }
        }
        mention.licence(all(licences));
        bill.add(component.attribute("bom-ref"), mention, isScoped(mention, component.text("scope")));
    }
}
