package dev.assay.detectors.crypto.code;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.code.Parser;
import dev.assay.engine.code.Source;
import dev.assay.engine.code.Statement;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Kinds;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.ConstantCall;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.OpenUse;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.LineCounter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Programs of one language, as the cryptography that they use. What cannot use any is looked through for literals and no further.
 * Immutable.
 */
public final class SourceDecoder implements Decoder {
    /** As far as this the head is looked at. */
    private static final int LOOKED_AT = 4096;

    /** Before the name of what runs a text, among the endings of its language. */
    private static final String INTERPRETED = "#!";

    /** Beyond so many they are hostile. */
    private static final int MOST_IMPORTS = 10_000;

    private final Language language;
    private final Format format;
    private final Callers callers;
    private final NamesAround.Words words;

    private SourceDecoder(Language language, Kinds<String> kinds, Callers callers, NamesAround.Words words) {
        this.callers = callers;
        this.words = words;
        this.language = language;
        this.format = new Format(language.name() + "-source", kinds.is(language.name()), true);
    }

    /** One decoder for each language. */
    public static List<Decoder> all() {
        List<Language> languages = Language.all();
        Map<String, String> byExtension = new HashMap<>();
        for (Language language : languages) {
            language.extensions().forEach(extension -> byExtension.put(extension, language.name()));
        }
        Kinds<String> kinds = new Kinds<>(head -> kind(head, byExtension));
        Callers callers = new Callers();
        NamesAround.Words words = new NamesAround.Words();
        List<Decoder> decoders = new ArrayList<>();
        languages.forEach(language -> decoders.add(new SourceDecoder(language, kinds, callers, words)));
        return decoders;
    }

    /**
     * The decoder of one language.
     *
     * @throws IllegalArgumentException if there is no such language
     */
    public static SourceDecoder of(String language) {
        for (Decoder decoder : all()) {
            if (decoder instanceof SourceDecoder source
                    && source.language.name().equals(language)) {
                return source;
            }
        }
        throw new IllegalArgumentException(language + " is no language that is read");
    }

    /** The literals that texts are looked through for, of all rows; modules whose imports are looked for are among them. */
    public SortedSet<String> literals() {
        return language.reading().prefilter().literals();
    }

    /** Whether a text may use anything that rows know: the prefilter alone. Thread-safe. */
    public boolean mayUse(byte[] text) {
        return language.reading().prefilter().pass().search(text, 0, text.length);
    }

    /**
     * By the name, unless the bytes are clearly no text: a compiler takes a file with a few stray bytes as well. Zeros say nothing, since
     * some take any number of these, and no other data is of nothing else.
     */
    private static @Nullable String kind(Head head, Map<String, String> byExtension) {
        if (head.at(0) < 0) {
            return null; // a name alone makes no program of nothing
        }
        String language = byExtension.get(head.extension());
        if (language == null) {
            String interpreter = head.interpreter();
            language = interpreter.isEmpty() ? null : byExtension.get(INTERPRETED + interpreter);
        }
        if (language == null) {
            return null;
        }
        int length = Math.min(head.length(), LOOKED_AT);
        int strange = 0;
        int zeros = 0;
        for (int i = 0; i < length; i++) {
            int c = head.at(i);
            zeros += c == 0 ? 1 : 0;
            strange += c > 0 && c < ' ' && c != '\n' && c != '\t' && c != '\r' && c != '\f' ? 1 : 0;
        }
        return strange * 16 > length - zeros ? null : language;
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
        return asked.has(CryptoUse.FAMILY);
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Language.Reading reading = language.reading();
        Prefilter.Pass leftOut = reading.prefilter().pass();
        boolean[] told = new boolean[1];
        Pieces.LeftOut programs = (text, from, to, position) -> {
            if (!told[0] && leftOut.search(text, from, to)) {
                told[0] = true;
                out.gap(
                        GapKind.LIMIT,
                        position,
                        "a long literal holds what may be a program; its middle was not read",
                        -1);
            }
        };
        try (Pieces pieces = new Pieces(in, reading.profile(), budget, programs)) {
            Prefilter.Pass prefilter = reading.prefilter().pass();
            LineCounter lines = new LineCounter();
            List<Statement> imports = new ArrayList<>();
            String module = "";
            while (pieces.next()) {
                byte[] bytes = pieces.bytes();
                int counted = 0;
                boolean uses = prefilter.search(bytes, 0, pieces.end());
                if (uses || language.hasCallers() && callers.search(bytes, 0, pieces.end())) {
                    byte[] text = Arrays.copyOf(bytes, pieces.end());
                    Source source = continued(Parser.parse(text, reading.profile(), budget), module, imports);
                    module = source.module();
                    counted = uses(source, prefilter.shares(), reading, pieces, lines, out, budget);
                } else if (prefilter.shares()) {
                    byte[] text = Arrays.copyOf(bytes, pieces.end());
                    Source source = continued(Parser.parse(text, reading.profile(), budget), module, imports);
                    module = source.module();
                    share(source, reading, out, budget);
                } else if (!pieces.isLast() && prefilter.imports()) {
                    byte[] text = Arrays.copyOf(bytes, pieces.end());
                    module = continued(Parser.parse(text, reading.profile(), budget), module, imports)
                            .module();
                }
                if (!pieces.isLast()) {
                    pieces.pass(lines, counted, pieces.end());
                }
            }
        }
    }

    /** What a text said in front of a piece, of what it is and of what it imports, holds for that piece as well. */
    private static Source continued(Source piece, String module, List<Statement> imports) {
        List<Statement> all = new ArrayList<>(imports);
        all.addAll(piece.statements());
        for (Statement statement : piece.statements()) {
            if (statement instanceof Statement.Import && imports.size() < MOST_IMPORTS) {
                imports.add(statement);
            }
        }
        return new Source(piece.module().isEmpty() ? module : piece.module(), all, piece.gaps());
    }

    /** Tells the constants of a text that uses nothing itself. */
    private void share(Source source, Language.Reading reading, Sink out, Budget budget) {
        CodeReading code = new CodeReading(source, reading, callers, words, null, budget);
        code.load();
        code.sharedConstants().forEach(out::fact);
    }

    private int uses(
            Source source,
            boolean shares,
            Language.Reading reading,
            Pieces pieces,
            LineCounter lines,
            Sink out,
            Budget budget) {
        gaps(source, pieces, out);
        Sites sites = reading.sites();
        Sites.Found may = sites == null ? null : sites.in(new Mentions(source.statements()));
        if (may != null && !may.isAny()) {
            if (shares) {
                share(source, reading, out, budget);
            }
            return 0;
        }
        CodeReading code = new CodeReading(source, reading, callers, words, may, budget);
        List<Use> uses = new ArrayList<>(code.read());
        uses.sort(Comparator.comparingInt(Use::offsetBytes));
        int counted = 0;
        for (Use use : uses) {
            pieces.pass(lines, counted, use.offsetBytes());
            counted = use.offsetBytes();
            long position = pieces.position(counted);
            for (CryptoUse found : use.facts(language.name(), position, lines.line(), lines.column())) {
                CryptoUse closed = Use.closed(found);
                out.fact(closed != null && closed.equals(found) ? closed : new OpenUse(found));
            }
        }
        for (ConstantCall call : code.outsideCalls()) {
            out.fact(new ConstantCall(call.callee(), call.arguments(), pieces.position((int) call.offsetBytes())));
        }
        code.sharedConstants().forEach(out::fact);
        if (code.isExhausted()) {
            out.gap(
                    GapKind.LIMIT,
                    pieces.position(0),
                    "takes too many steps to go through; not all calls were followed",
                    -1);
        }
        return counted;
    }

    private static void gaps(Source source, Pieces pieces, Sink out) {
        for (Source.GivenUp gap : source.gaps()) {
            boolean isBroken = gap.reason().equals(Source.BREAKS_OFF);
            if (!isBroken || pieces.isLast()) { // a piece may end anywhere
                GapKind kind = isBroken ? GapKind.MALFORMED : GapKind.LIMIT;
                out.gap(kind, pieces.position(gap.start()), gap.reason(), -1);
            }
        }
    }
}
