package dev.assay.detectors.model.executable;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Executable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * ELF, PE and Mach-O, known by the magic and by a header that holds together. Says what it is and for which machine, and
 * reads no more than that.
 */
public final class ExecutableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format("executable", ExecutableDecoder::matches);
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    private static boolean matches(Head head) {
        return ElfHeader.matches(head) || PeHeader.matches(head) || MachHeader.matches(head);
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget)) {
            reader.require(Integer.BYTES);
            int first = reader.array()[reader.index()] & 0xff;
            Executable executable = switch (first) {
                case 0x7f -> ElfHeader.read(reader);
                case 'M' -> PeHeader.read(reader);
                default -> MachHeader.read(reader);
            };
            if (executable != null) {
                out.fact(executable);
            }
        }
        out.opaque(Math.max(in.sizeBytes(), 0));
    }

    /** The row of the table for a number, or the number itself. */
    static Executable named(String format, int kind, int machine, @Nullable String otherKind) {
        String kindName = otherKind != null ? otherKind : Names.of(format, "kind", kind);
        return new Executable(format, kindName, Names.of(format, "machine", machine), 0);
    }
}
