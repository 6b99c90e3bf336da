package dev.assay.detectors.manifest.binary;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Spool;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Dependency;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * ELF, PE and Mach-O with a list of the packages that they were built from, as Go's linker and cargo-auditable leave it. Reads the
 * headers and that list; of other programs nothing is told.
 */
public final class BinaryPackagesDecoder implements Decoder {
    private static final int MOST_ARCHITECTURES = 44;

    @Override
    public Format format() {
        return new Format("binary-packages", BinaryPackagesDecoder::matches);
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public boolean serves(Families asked) {
        return asked.hasAny(Dependency.FAMILIES);
    }

    private static boolean matches(Head head) {
        return isElf(head) || isPe(head) || isMach(head);
    }

    private static boolean isElf(Head head) {
        return head.at(0) == 0x7f && head.has(1, "ELF") && (head.at(4) == 1 || head.at(4) == 2);
    }

    private static boolean isPe(Head head) {
        int header = head.i32le(60);
        return head.has(0, "MZ") && header > 0 && (header + 4 > head.length() || head.has(header, "PE\0\0"));
    }

    private static boolean isMach(Head head) {
        int magic = head.i32le(0);
        int second = Integer.reverseBytes(head.i32le(4));
        return switch (magic) {
            case 0xfeed_face, 0xfeed_facf, 0xcefa_edfe, 0xcffa_edfe -> true;
            case 0xbeba_feca, 0xbfba_feca -> second > 0 && second <= MOST_ARCHITECTURES; // a class of Java has more
            default -> false;
        };
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        if (in.seekable()) {
            read(in, out, budget);
            return;
        }
        try (Spool spool = Spool.of(in, budget)) { // tables lie at the end
            read(spool, out, budget);
        }
    }

    private static void read(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget)) {
            int first = Image.at(reader, 0, 1, ByteOrder.BIG_ENDIAN).get(0) & 0xff;
            Image image = switch (first) {
                case 0x7f -> ElfImage.read(reader);
                case 'M' -> PeImage.read(reader, in.sizeBytes());
                default -> MachImage.read(reader);
            };
            Dependencies packages = new Dependencies(out);
            GoBuildInfo.read(image, budget, packages);
            CargoAuditable.read(image, budget, packages);
        }
    }
}
