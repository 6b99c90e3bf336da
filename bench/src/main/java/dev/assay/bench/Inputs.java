package dev.assay.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Makes the inputs of the speed table: {@code Inputs DIR}. About 3 GB. Deterministic: every file follows from its
 * seed, so two machines measure the same bytes. A file that is there with the right size is left alone; a new one gets
 * its name only when it is complete.
 */
public final class Inputs {
    private static final long MEGA = 1_000_000;
    private static final int SIDE = 1024;

    private final Path root;
    private final PrintStream log;

    private Inputs(Path root, PrintStream log) {
        this.root = root;
        this.log = log;
    }

    /** Writes into the folder that is the only argument. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("usage: Inputs DIR");
            System.exit(64);
        }
        new Inputs(Path.of(arguments[0]), System.out).make();
    }

    private void make() throws IOException {
        dense("dense-100mb.pkl", 100 * MEGA, 1);
        group("pickles", 1000, number -> {
            String name = String.format("pickles/%02d/%03d.pkl", number / 50, number);
            return file(name, 20_000, out -> DensePickle.write(out, 20_000, 1000 + number));
        });
        single("torch-500mb.pt", 503_316_480, out -> TorchZip.write(out, 120, SIDE, 5000));
        single("weights-1gb.safetensors", 1_073_741_824, out -> Safetensors.write(out, 256, SIDE, 6000));
        dense("ladder/10mb.pkl", 10 * MEGA, 2);
        dense("ladder/100mb.pkl", 100 * MEGA, 3);
        dense("ladder/1gb.pkl", 1000 * MEGA, 4);
        group("tree", 10_000, number -> {
            SmallFile small = SmallFile.numbered(number);
            String name = String.format("tree/%02d/%02d/%s", number / 1000, number / 100 % 10, small.name());
            Path path = root.resolve(name);
            if (Files.exists(path) && Files.size(path) == small.content().length) {
                return false;
            }
            return write(path, out -> out.write(small.content()));
        });
    }

    private void dense(String name, long targetBytes, long seed) throws IOException {
        single(name, targetBytes, out -> DensePickle.write(out, targetBytes, seed));
    }

    private void single(String name, long targetBytes, Content content) throws IOException {
        boolean made = file(name, targetBytes, content);
        log.printf("%-8s %s, %,d bytes%n", made ? "made" : "there", name, Files.size(root.resolve(name)));
    }

    private void group(String name, int count, Member member) throws IOException {
        int made = 0;
        for (int number = 0; number < count; number++) {
            made += member.make(number) ? 1 : 0;
        }
        log.printf("%-8s %s, %,d files, %,d of them new%n", made > 0 ? "made" : "there", name, count, made);
    }

    /** Right is a size from the target on: the containers add their headers, the pickles their last record. */
    private boolean file(String name, long targetBytes, Content content) throws IOException {
        Path path = root.resolve(name);
        if (Files.exists(path)) {
            long excessBytes = Files.size(path) - targetBytes;
            if (excessBytes >= 0 && excessBytes < 128 * 1024) {
                return false;
            }
        }
        return write(path, content);
    }

    private static boolean write(Path path, Content content) throws IOException {
        Files.createDirectories(path.getParent());
        Path unfinished = path.resolveSibling(path.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
            content.write(out);
        }
        Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    /** What is written into one file. */
    @FunctionalInterface
    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** One file of many: makes it, or says that it is there already. */
    @FunctionalInterface
    private interface Member {
        boolean make(int number) throws IOException;
    }
}
