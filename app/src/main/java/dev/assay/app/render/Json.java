package dev.assay.app.render;

import java.io.OutputStream;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** How all JSON of Assay is written: UTF-8, {@code \n}, and safe to look at in a terminal as it is. */
final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .characterEscapes(new Invisible())
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .rootValueSeparator("")
            // Only our own output is read with this factory, see HeldBack.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private Json() {}

    static JsonFactory factory() {
        return FACTORY;
    }

    /** Everything in one line. */
    static JsonGenerator compact(OutputStream out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), new UncheckedOutput(out));
    }

    /** A line for each field and element, two spaces of indentation. */
    static JsonGenerator pretty(OutputStream out) {
        return FACTORY.createGenerator(new PrettyContext(), new UncheckedOutput(out));
    }

    static void string(JsonGenerator out, String name, String value) {
        out.writeStringProperty(name, wellFormed(value));
    }

    /** The string with U+FFFD for surrogates that stand alone: half of the readers of JSON refuse an escaped one. */
    static String wellFormed(String text) {
        int i = 0;
        while (i < text.length() && !isLoneSurrogate(text, i)) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text);
        for (; i < text.length(); i++) {
            if (isLoneSurrogate(text, i)) {
                out.setCharAt(i, '\ufffd');
            }
        }
        return out.toString();
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    private static final class PrettyContext extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayEmptySeparator(""))
                    .withObjectIndenter(indenter)
                    .withArrayIndenter(indenter);
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }

    /** Escapes more than JSON asks for: what a terminal would obey, or show elsewhere than it stands. */
    private static final class Invisible extends CharacterEscapes {
        private final int[] ascii = standardAsciiEscapesForJSON();

        Invisible() {
            ascii[0x7f] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            if (c < 0x80 || Character.isSurrogate((char) c) || Terminal.isVisible(c)) {
                return null;
            }
            return new SerializedString("\\u" + HexFormat.of().toHexDigits((char) c));
        }
    }
}
