package dev.assay.detectors.model.xml;

import dev.assay.engine.decode.Head;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an XML document is: always exactly one, so that it is read once. */
enum XmlKind {
    /** A network of OpenVINO. */
    OPENVINO("openvino"),
    /** The Predictive Model Markup Language. */
    PMML("pmml"),
    /** Any other document. */
    XML("xml");

    private static final int LOOKED_AT = 2048;
    private static final Set<String> ENDINGS =
            Set.of("xml", "xsl", "xslt", "xsd", "svg", "rdf", "xhtml", "plist", "config");

    private final String format;

    XmlKind(String format) {
        this.format = format;
    }

    /** Its format's id. */
    String format() {
        return format;
    }

    /** What a document is by its first element, if its start did not tell. */
    XmlKind of(String root) {
        return switch (this == XML ? root : "") {
            case "net" -> OPENVINO;
            case "PMML" -> PMML;
            default -> this;
        };
    }

    boolean matches(Head head) {
        return of(head) == this;
    }

    private static @Nullable XmlKind of(Head head) {
        String text = start(head);
        if (!text.startsWith("<")) {
            return null;
        }
        String extension = head.extension();
        if (extension.equals("pmml") || text.contains("<PMML")) {
            return PMML;
        }
        if (extension.equals("xml") && text.contains("<net ")) {
            return OPENVINO;
        }
        return text.startsWith("<?xml")
                        || text.toLowerCase(Locale.ROOT).startsWith("<!doctype") && !isHtml(text)
                        || ENDINGS.contains(extension)
                ? XML
                : null;
    }

    private static boolean isHtml(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("<!doctype html");
    }

    /** The first characters behind a mark of the encoding and white space, without the zeros of UTF-16. */
    private static String start(Head head) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(head.length(), LOOKED_AT); i++) {
            int c = head.at(i);
            boolean leading = text.isEmpty() && (c <= ' ' || c >= 0x80);
            if (c != 0 && !leading) {
                text.append((char) c);
            }
        }
        return text.toString();
    }
}
