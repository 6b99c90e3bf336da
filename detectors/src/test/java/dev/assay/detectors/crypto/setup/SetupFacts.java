package dev.assay.detectors.crypto.setup;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.OpenUse;
import dev.assay.engine.fact.SharedConstant;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is found in a configuration, a line each. */
final class SetupFacts implements Sink {
    static final List<Decoder> DECODERS = SetupDecoder.all();

    private static final int MOST_SHOWN = 4;

    private final List<String> lines = new ArrayList<>();
    private final List<CryptoUse> held = new ArrayList<>();

    private SetupFacts() {}

    /** The program that it is taken for, then facts and gaps; {@code nobody's} if it is none's. */
    static List<String> of(String path, String text) throws IOException {
        return of(path, text.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> of(String path, byte[] bytes) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Head head =
                new Head(name, path, List.of(), bytes.length, bytes, Math.min(bytes.length, 65_536), new byte[0], 0);
        for (Decoder decoder : DECODERS) {
            if (decoder.format().magic().matches(head)) {
                SetupFacts facts = new SetupFacts();
                facts.lines.add(decoder.format().id().replace("-setup", ""));
                Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), bytes.length);
                decoder.decode(new MemorySource(bytes), facts, budget);
                facts.held.forEach(facts::tell);
                return facts.lines;
            }
        }
        return List.of("nobody's");
    }

    @Override
    public void fact(Fact fact) {
        switch (fact) {
            case OpenUse(CryptoUse open) -> { // as where no other file says anything
                if (!Variables.isSaidHere(open)) {
                    held.addAll(Variables.read(open, null));
                }
            }
            case SharedConstant _ -> {}
            default -> {
                CryptoUse use = (CryptoUse) fact;
                while (!held.isEmpty() && held.getFirst().offsetBytes() < use.offsetBytes()) {
                    tell(held.removeFirst());
                }
                tell(use);
            }
        }
    }

    private void tell(CryptoUse use) {
        SortedMap<String, String> parameters = new TreeMap<>(use.parameters());
        parameters.computeIfPresent("suites", (_, suites) -> brief(suites));
        lines.add(use.line() + ":" + use.column() + " " + use.kind().name().toLowerCase(Locale.ROOT) + " "
                + use.algorithm() + " (" + use.purpose() + ") " + parameters + " " + use.source() + "/" + use.via());
    }

    /** Of many only how many, and of which notorious kinds. */
    private static String brief(String suites) {
        int n = suites.split("\\|", -1).length;
        if (n <= MOST_SHOWN) {
            return suites;
        }
        StringBuilder brief = new StringBuilder(n + " suites");
        for (String kind : List.of("RC4", "3DES", "NULL", "anon", "EXPORT", "RSA")) {
            String shown = kind.equals("NULL") ? "WITH_NULL" : kind.equals("RSA") ? "TLS_RSA_" : kind;
            brief.append(suites.contains(shown) ? " " + kind : "");
        }
        return brief.toString();
    }

    @Override
    public void gap(GapKind kind, long offsetBytes, String reason, long bytesUnread) {
        lines.add("gap " + kind.id() + " at " + offsetBytes + ": " + reason);
    }

    @Override
    public void child(String name, ByteSource content) {
        throw new AssertionError("a configuration has no members");
    }

    @Override
    public void opaque(long bytes) {}

    @Override
    public void format(String id) {
        lines.add(id.replace("-setup", ""));
    }

    @Override
    public int programLines() {
        return 0;
    }

    @Override
    public boolean deep() {
        return false;
    }
}
