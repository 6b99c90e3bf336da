package dev.assay.detectors.model.engines;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.text.Quoted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks through all of a plan of TensorRT for what its layout, which NVIDIA has not published, holds besides kernels: libraries
 * for the processor itself, which the runtime loads where it is told to trust the plan, names of such, and names of plugins.
 * Belongs to one decoding; one pass, bounded memory.
 */
final class PlanReading {
    /** {@code e_machine} of kernels for graphics processors, which are ELF as well. */
    private static final int CUDA = 190;

    private static final int MACHINE_AT = 18;
    private static final int ELF_HEADER_BYTES = 20;

    /** Where the text of the stub stands in a program of Windows. */
    private static final int STUB_AT = 0x4e;

    private static final String STUB = "This program cannot be run in DOS mode";
    private static final String ELF = "\177ELF";
    private static final int MOST_PROGRAMS = 16;
    private static final int MOST_PLUGINS = 100;
    private static final int MOST_RUN = 256;
    private static final int LEAST_RUN = 5;

    private final ByteReader reader;
    private final ByteSource in;
    private final Sink out;
    private final Budget budget;
    private final Anomalies anomalies;
    private final Set<String> plugins = new TreeSet<>();
    private final byte[] run = new byte[MOST_RUN];
    private int runLength;
    private final byte[] header = new byte[ELF_HEADER_BYTES];
    private int headerLength;
    private int programs;

    PlanReading(ByteReader reader, ByteSource in, Sink out, Budget budget, Anomalies anomalies) {
        this.reader = reader;
        this.in = in;
        this.out = out;
        this.budget = budget;
        this.anomalies = anomalies;
    }

    void read() throws IOException {
        while (reader.request(1) > 0) {
            byte[] block = reader.array();
            int from = reader.index();
            int to = from + reader.available();
            long start = reader.position() - from;
            for (int i = from; i < to; i++) {
                byte b = block[i];
                if (headerLength > 0 || b == 0x7f) {
                    elf(b, start + i);
                }
                if (b > ' ' && b < 0x7f || b == ' ' && runLength > 0) {
                    if (runLength == MOST_RUN) {
                        text(start + i);
                    }
                    run[runLength++] = b;
                } else if (runLength > 0) {
                    text(start + i);
                }
            }
            reader.advance(to - from);
        }
        text(reader.position());
        Inventory inventory = new Inventory(out);
        if (inventory.isWanted() && !plugins.isEmpty()) {
            inventory.metadata("plugins", String.join(", ", plugins), -1);
        }
    }

    private void elf(byte b, long at) {
        if (headerLength < ELF.length() && b != ELF.charAt(headerLength)) {
            headerLength = b == ELF.charAt(0) ? 1 : 0;
            header[0] = b;
            return;
        }
        header[headerLength++] = b;
        if (headerLength == ELF_HEADER_BYTES) {
            headerLength = 0;
            int machine = header[MACHINE_AT] & 0xff | (header[MACHINE_AT + 1] & 0xff) << 8;
            boolean isSound = header[4] >= 1 && header[4] <= 2 && header[5] == 1 && header[6] == 1;
            if (isSound && machine != CUDA && machine != 0) {
                program("an ELF library", at - ELF_HEADER_BYTES + 1);
            }
        }
    }

    private void text(long end) {
        int length = runLength;
        runLength = 0;
        if (length < LEAST_RUN) {
            return;
        }
        String text = new String(run, 0, length, StandardCharsets.ISO_8859_1);
        int stub = text.indexOf(STUB);
        if (stub >= 0) {
            program("a program of Windows", Math.max(end - length + stub - STUB_AT, 0));
        }
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.endsWith(".so") || lower.contains(".so.") || lower.endsWith(".dll") || lower.endsWith(".dylib")) {
            anomalies.add("library", end - length, () -> Quoted.of(text));
        } else if (plugins.size() < MOST_PLUGINS
                && text.indexOf(' ') < 0
                && (text.endsWith("_TRT") || lower.contains("plugin"))) {
            plugins.add(text);
        }
    }

    private void program(String what, long at) {
        anomalies.add("host-code", at, () -> "there is " + what + " in it");
        if (programs++ < MOST_PROGRAMS) {
            budget.spendEntry();
            out.child("host-code-" + programs, new SliceSource(in, at, in.sizeBytes() - at));
        }
    }
}
