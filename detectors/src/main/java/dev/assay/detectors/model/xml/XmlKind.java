package dev.assay.detectors.model.xml;

import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Kinds;
import dev.assay.engine.decode.Magic;
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

    private static final Kinds<XmlKind> KINDS = new Kinds<>(XmlKind::of);
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

    /** Recognises this kind. */
    Magic magic() {
        return KINDS.is(this);
    }

    /** What a document is by its first element, if its start did not tell. */
    XmlKind byRoot(String root) {
        return switch (this == XML ? root : "") {
            case "net" -> OPENVINO;
            case "PMML" -> PMML;
            default -> this;
        };
    }

    private static @Nullable XmlKind of(Head head) {
        int first = first(head);
        if (head.at(first) != '<') {
            return null;
        }
        String text = from(first, head);
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

    /** Behind a mark of the encoding and white space. */
    private static int first(Head head) {
        int i = 0;
        while (i < Math.min(head.length(), LOOKED_AT) && (head.at(i) <= ' ' || head.at(i) >= 0x80)) {
            i++;
        }
        return i;
    }

    /** Without the zeros of UTF-16. */
    private static String from(int first, Head head) {
        StringBuilder text = new StringBuilder(LOOKED_AT);
        for (int i = first; i < Math.min(head.length(), LOOKED_AT); i++) {
            if (head.at(i) != 0) {
                text.append((char) head.at(i));
            }
        }
        return text.toString();
    }
}
