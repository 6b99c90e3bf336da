package dev.assay.detectors.archive.sevenz;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the format calls a folder: data that were compressed in one go, of one or more members. */
final class Folder {
    private static final int MOST_CODERS = 32;

    /** Inputs and outputs of all coders; 7-Zip takes as many. */
    private static final int MOST_STREAMS = 64;

    /** From an input of one coder to the output of another. */
    record Bond(int input, int output) {}

    final List<Coder> coders = new ArrayList<>(2);
    final List<Bond> bonds = new ArrayList<>(1);
    final List<Integer> packedInputs = new ArrayList<>(1); // those that take packed streams, in the order of these
    int packed; // streams that it takes
    int firstPacked; // which of the archive's is the first
    long[] sizes = new long[0]; // of the coders' outputs

    @Nullable
    Integer crc;

    static Folder read(HeaderReader in, int firstPacked) throws IOException {
        Folder folder = new Folder();
        folder.firstPacked = firstPacked;
        long n = in.number();
        in.check(n > 0 && n <= MOST_CODERS, "a 7z folder with " + n + " coders");
        int inputs = 0;
        int outputs = 0;
        for (int i = 0; i < n; i++) {
            Coder coder = coder(in);
            folder.coders.add(coder);
            inputs += coder.inputs();
            outputs += coder.outputs();
        }
        in.check(inputs <= MOST_STREAMS && outputs <= MOST_STREAMS, "a 7z folder of more streams than there can be");
        for (int i = 0; i < outputs - 1; i++) {
            long input = in.number();
            long output = in.number();
            in.check(input < inputs && output < outputs, "a 7z folder refers to coders that it does not have");
            folder.bonds.add(new Bond((int) input, (int) output));
        }
        folder.packed = inputs - folder.bonds.size();
        in.check(folder.packed > 0, "a 7z folder without data");
        for (int i = 0; i < inputs && folder.packed == 1; i++) {
            if (folder.outputFor(i) < 0) {
                folder.packedInputs.add(i);
            }
        }
        for (int i = 0; i < folder.packed && folder.packed > 1; i++) {
            long input = in.number();
            in.check(input < inputs, "a 7z folder refers to coders that it does not have");
            folder.packedInputs.add((int) input);
        }
        folder.sizes = new long[outputs];
        return folder;
    }

    private static Coder coder(HeaderReader in) throws IOException {
        int flags = in.u8();
        in.check((flags & 0xc0) == 0, "a 7z coder of a kind that is not known");
        long method = 0;
        int idBytes = flags & 15;
        in.check(idBytes <= 8, "the id of a 7z coder is too long");
        for (int i = 0; i < idBytes; i++) {
            method = method << 8 | in.u8();
        }
        in.check(method >= 0, "the id of a 7z coder is too long");
        long inputs = 1;
        long outputs = 1;
        if ((flags & 0x10) != 0) {
            inputs = in.number();
            outputs = in.number();
            in.check(
                    inputs > 0 && inputs <= MOST_CODERS && outputs > 0 && outputs <= MOST_CODERS,
                    "a 7z coder with " + inputs + " inputs");
        }
        long propertyBytes = 0;
        long properties = 0;
        if ((flags & 0x20) != 0) {
            propertyBytes = in.number();
            for (int i = 0; i < Math.min(propertyBytes, 8); i++) {
                properties |= (long) in.u8() << 8 * i;
            }
            in.skip(Math.max(propertyBytes - 8, 0));
        }
        return new Coder(method, (int) inputs, (int) outputs, (int) Math.min(propertyBytes, 9), properties);
    }

    /** How much comes out of it. */
    long sizeBytes() throws MalformedException {
        return sizes[mainOutput()];
    }

    int mainOutput() throws MalformedException {
        for (int output = sizes.length - 1; output >= 0; output--) {
            int which = output;
            if (bonds.stream().noneMatch(bond -> bond.output() == which)) {
                return output;
            }
        }
        throw new MalformedException(-1, "a 7z folder out of which nothing comes");
    }

    boolean isEncrypted() {
        return coders.stream().anyMatch(Coder::isEncryption);
    }

    /** Which coder's output it is. */
    int coderOf(int output) {
        int coder = 0;
        for (int left = output - coders.getFirst().outputs();
                left >= 0;
                left -= coders.get(coder).outputs()) {
            coder++;
        }
        return coder;
    }

    /** The first of a coder's inputs; its others follow. */
    int firstInput(int coder) {
        return coders.stream().limit(coder).mapToInt(Coder::inputs).sum();
    }

    /** The output that an input takes, or -1 if it takes packed data. */
    int outputFor(int input) {
        return bonds.stream()
                .filter(bond -> bond.input() == input)
                .mapToInt(Bond::output)
                .findFirst()
                .orElse(-1);
    }

    /** Which of the archive's packed streams an input takes. */
    int packedFor(int input) throws MalformedException {
        int index = packedInputs.indexOf(input);
        MalformedException.check(index >= 0, -1, "a coder of a 7z folder takes nothing");
        return firstPacked + index;
    }
}
