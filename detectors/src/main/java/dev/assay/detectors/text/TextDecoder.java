package dev.assay.detectors.text;

import dev.assay.detectors.text.jinja.JinjaReader;
import dev.assay.detectors.text.json.JsonTextReader;
import dev.assay.detectors.text.json.NotebookReader;
import dev.assay.detectors.text.network.NetworkProbe;
import dev.assay.detectors.text.patterns.UserPatterns;
import dev.assay.detectors.text.python.PythonReader;
import dev.assay.detectors.text.secrets.SecretProbe;
import dev.assay.detectors.text.suppressions.SuppressionProbe;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.decode.TextTap;
import dev.assay.engine.text.Literals.Literal;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One kind of text: its reader, and on the same pass all probes. The kinds exclude one another, so that a text is read by one
 * of these decoders, once.
 */
public final class TextDecoder implements Decoder {
    /** Whom templates are for. */
    private static final String TEMPLATES = "model";

    /** Whom texts in a program are for that it decodes and runs: what hides there is no cryptography that somebody uses. */
    private static final Set<String> PROGRAMS = Set.of("code", "model", "network", "secret", UserPatterns.FAMILY);

    /** Nobody knows what a loader would make of these: they count as looked through, not as judged. */
    private static final Set<TextKind> OPAQUE = EnumSet.of(TextKind.MARKUP, TextKind.TEXT);

    private static final TextReader NOTHING = (text, out, budget) -> {};

    private final TextKind kind;
    private final Format format;
    private final boolean serves;
    private final TextReader reader;
    private final Probes probes;

    /** @param serves whether anybody wants what the reader finds, or what the probes do */
    private TextDecoder(TextKind kind, boolean serves, TextReader reader, Probes probes) {
        this.kind = kind;
        this.format = new Format(kind.name().toLowerCase(Locale.ROOT), kind.magic(), true);
        this.serves = serves;
        this.reader = reader;
        this.probes = probes;
    }

    /**
     * One decoder for each kind, which show what they read to these taps as well. What none of the families asks for is not
     * looked for.
     */
    public static List<Decoder> all(UserPatterns patterns, List<TextTap> taps, Families asked) {
        List<Probe> wanted = probes(patterns).stream()
                .filter(probe -> asked.has(probe.family()))
                .toList();
        List<TextTap> tapping =
                taps.stream().filter(tap -> asked.has(tap.family())).toList();
        boolean seen = !wanted.isEmpty() || !tapping.isEmpty();
        Probes probes = new Probes(wanted, tapping);
        Previews previews = new Previews();
        boolean templates = asked.has(TEMPLATES);
        boolean programs = asked.hasAny(PROGRAMS);
        TextReader jinja = templates ? new JinjaReader(previews) : NOTHING;
        TextReader json = templates ? new JsonTextReader() : NOTHING;
        PythonReader reader = new PythonReader(previews);
        TextReader python = programs ? reader : PythonReader::readCoding;
        TextReader startup = programs ? reader::readStartup : NOTHING;
        return List.of(
                new TextDecoder(TextKind.JINJA, seen || templates, jinja, probes),
                new TextDecoder(TextKind.JSON, seen || templates, json, probes),
                new TextDecoder(TextKind.MARKUP, seen || templates, jinja, probes),
                new TextDecoder(TextKind.NOTEBOOK, true, new NotebookReader(), probes),
                new TextDecoder(TextKind.PYTHON, seen || programs, python, probes),
                new TextDecoder(TextKind.PYTHON_STARTUP, seen || programs, startup, probes),
                new TextDecoder(TextKind.NONE, seen, NOTHING, probes),
                new TextDecoder(TextKind.TEXT, seen, NOTHING, probes),
                new Utf16Decoder());
    }

    /** What hands on text of another encoding, as formats that are no concern of this folder need it. */
    public static List<Decoder> encodings() {
        return List.of(new Utf16Decoder());
    }

    private static List<Probe> probes(UserPatterns patterns) {
        return List.of(new SecretProbe(), new NetworkProbe(), patterns, new SuppressionProbe());
    }

    /** What the probes stop at: a text that holds none of these has nothing for them, a user's regular expressions excepted. */
    public static List<Literal> marks(UserPatterns patterns) {
        return probes(patterns).stream()
                .flatMap(probe -> probe.literals().stream())
                .toList();
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public boolean serves(Families asked) {
        return serves;
    }

    /** What is no text may still have one in it, such as a key within a program or an image of a disk. */
    @Override
    public boolean ofOpaque() {
        return kind == TextKind.NONE;
    }

    @Override
    public boolean interprets() {
        return kind != TextKind.NONE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (Probes.Pass pass = probes.pass(out, budget)) {
            ProbedSource text = new ProbedSource(in, pass);
            try {
                reader.read(text, out, budget);
                text.drain(budget);
            } finally {
                pass.finish(); // what was read before a fault is looked through all the same
            }
            if (OPAQUE.contains(kind)) {
                out.opaque(Math.max(in.sizeBytes() - pass.judgedBytes(), 0));
            }
        }
    }
}
