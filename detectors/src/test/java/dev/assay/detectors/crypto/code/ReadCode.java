package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.OpenUse;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** Reads programs with the decoder of their language. */
final class ReadCode {
    /** Their tables are read with the first program of a language. */
    static final List<Decoder> DECODERS = SourceDecoder.all();

    private ReadCode() {}

    static RecordingSink read(String name, byte[] program) {
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), program.length);
        RecordingSink sink = new RecordingSink(budget);
        for (Decoder decoder : DECODERS) {
            if (decoder.format().magic().matches(Head.of(name, program))) {
                try {
                    decoder.decode(new MemorySource(program), sink, budget);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return sink;
    }

    static List<Fact> facts(String program) {
        return read("A.java", program.getBytes(UTF_8)).facts();
    }

    static List<CryptoUse> uses(String program) {
        return uses(program, "A.java");
    }

    /** The uses in a file of this name. */
    static List<CryptoUse> uses(String program, String name) {
        return read(name, program.getBytes(UTF_8)).facts().stream()
                .flatMap(fact -> switch (fact) {
                    case CryptoUse use -> Stream.of(use);
                    case OpenUse open -> Stream.ofNullable(Use.closed(open.use()));
                    case Fact _ -> Stream.<CryptoUse>empty();
                })
                .toList();
    }

    /** As in the samples. */
    static List<String> told(String program) {
        return told(program, "A.java");
    }

    /** The same of a file of another name. */
    static List<String> told(String program, String name) {
        return uses(program, name).stream()
                .map(use -> use.purpose() + " " + use.algorithm() + " " + use.parameters())
                .toList();
    }
}
