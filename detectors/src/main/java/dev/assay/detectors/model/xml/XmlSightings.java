package dev.assay.detectors.model.xml;

import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Quoted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What of a document has a parser, or what works on the document, expand, fetch or run. Belongs to one reading. */
final class XmlSightings {
    private static final int MOST_ENTITIES = 10_000;

    /** What an entity may become before it is a bomb. */
    private static final double MOST_EXPANDED_CHARACTERS = 10_000_000;

    /** Namespaces whose functions are methods of Java. */
    private static final List<String> JAVA = List.of(
            "http://xml.apache.org/xalan/java",
            "http://xml.apache.org/xslt/java",
            "http://saxon.sf.net/java-type",
            "xalan://",
            "java:");

    /** Namespaces with an element that holds code, and that element. */
    private static final Map<String, String> SCRIPTS =
            Map.of("http://xml.apache.org/xalan", "component", "urn:schemas-microsoft-com:xslt", "script");

    /** Where document types lie that everybody uses. */
    private static final List<String> STANDARDS = List.of(
            "http://www.w3.org/",
            "https://www.w3.org/",
            "http://www.oasis-open.org/",
            "http://docbook.org/",
            "http://java.sun.com/",
            "http://www.apple.com/DTDs/",
            "http://www.dmg.org/");

    private static final String STYLE_SHEET = "http://www.w3.org/1999/XSL/Transform";

    private XmlKind kind;
    private final Map<String, Anomaly> anomalies = new LinkedHashMap<>();
    private final Map<String, Double> expanded = new HashMap<>();
    private final Set<String> scripts = new HashSet<>();
    private String element = "";
    private String href = "";
    private String library = "";
    private String version = "";
    private long elementAt;
    private long beyondAt = -1;
    private boolean styleSheet;

    XmlSightings(XmlKind kind) {
        this.kind = kind;
    }

    /** The part of a name behind its prefix. */
    static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private void anomaly(String id, String detail, long at) {
        anomalies.merge(
                id,
                new Anomaly(id, detail, at),
                (first, _) -> new Anomaly(id, first.detail(), first.offsetBytes(), first.count() + 1));
    }

    void documentType(String systemId, long at) {
        if (!systemId.isEmpty()
                && (isElsewhere(systemId) || kind != XmlKind.XML)
                && STANDARDS.stream().noneMatch(systemId::startsWith)) {
            anomaly("model/xml-external-dtd", Quoted.of(systemId), at);
        }
    }

    void externalEntity(String name, String systemId, long at) {
        boolean parted = kind == XmlKind.XML && !isElsewhere(systemId); // a book, whose chapters are files
        anomaly(
                parted ? "model/xml-entity" : "model/xml-external-entity",
                Quoted.of(name) + " stands for " + Quoted.of(systemId),
                at);
    }

    /** The first element tells what the document is. */
    void kind(XmlKind known) {
        kind = known;
    }

    /** A text that stands for another, which may hold such names itself: how many characters it becomes. */
    void internalEntity(String name, double characters, long at) {
        anomaly("model/xml-entity", Quoted.of(name), at);
        if (expanded.size() < MOST_ENTITIES) {
            expanded.putIfAbsent(name, characters); // the first declaration counts
        } else if (beyondAt < 0) {
            beyondAt = at;
        }
        if (characters > MOST_EXPANDED_CHARACTERS) {
            anomaly("model/xml-entity-bomb", Quoted.of(name), at);
        }
    }

    /** How many characters a name stands for, as far as it was declared. */
    double expanded(String name) {
        return expanded.getOrDefault(name, 0.0);
    }

    void instruction(String text, long at) {
        int from = text.indexOf("href=");
        if (kind != XmlKind.XML
                && text.startsWith("xml-stylesheet")
                && from >= 0
                && isElsewhere(text.substring(from + 6))) {
            anomaly("model/xml-include", Quoted.of(text), at);
        }
    }

    void element(String name, long at) {
        element = name;
        elementAt = at;
        href = "";
        library = "";
        version = "";
    }

    void attribute(String name, String value) {
        switch (name) {
            case "href" -> href = value;
            case "type" -> library = value;
            case "version" -> version = value;
            default -> {}
        }
        if (name.startsWith("xmlns")) {
            styleSheet |= value.equals(STYLE_SHEET);
            if (styleSheet && JAVA.stream().anyMatch(value::startsWith)) {
                anomaly("model/xml-style-sheet-code", Quoted.of(value), elementAt);
            }
            String script = SCRIPTS.get(value);
            if (script != null && name.startsWith("xmlns:")) {
                addScript(name.substring("xmlns:".length()) + ":" + script);
            }
        }
    }

    private void addScript(String name) {
        if (scripts.size() < MOST_ENTITIES) {
            scripts.add(name);
        }
    }

    void endOfTag() {
        if (element.endsWith(":include") && isElsewhere(href)) {
            anomaly("model/xml-include", Quoted.of(href), elementAt);
        }
        if (styleSheet && scripts.contains(element)) {
            anomaly("model/xml-style-sheet-code", Quoted.of(element), elementAt);
        }
        if (kind == XmlKind.OPENVINO && element.equals("layer") && version.equals("extension")) {
            anomaly("model/openvino-extension", Quoted.of(library), elementAt);
        }
    }

    /** Whether it lies on another machine, or on this one outside of the document's folder. */
    private static boolean isElsewhere(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return lower.contains("://")
                || lower.startsWith("file:")
                || lower.startsWith("/")
                || lower.startsWith("\\")
                || lower.contains("..");
    }

    void handOn(Sink out) {
        anomalies.values().forEach(out::fact);
        if (beyondAt >= 0) {
            out.gap(GapKind.LIMIT, beyondAt, "more than " + MOST_ENTITIES + " entities", -1);
        }
    }
}
