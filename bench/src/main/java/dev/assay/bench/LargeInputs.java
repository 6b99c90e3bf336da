package dev.assay.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Inputs of 2 GB, one of each format that is read, and of 100 GB, below one folder. What a loader would not look into is
 * a hole, which takes no room on the disk; the others follow from their seeds and take some 20 GB. A file that is there is
 * left alone. What needs a program that is not installed is left out, with a line that says so.
 */
final class LargeInputs {
    static final long SIZE_BYTES = 2L << 30;
    private static final int MEMBERS = 4;
    private static final long MEMBER_BYTES = SIZE_BYTES / MEMBERS;
    private static final int PIECE_BYTES = 1 << 16;

    /** A piece that comes again lies at most so many pieces back: 4 MB, more than the smallest windows reach. */
    private static final int REMEMBERED = 64;

    private static final int COMPRESSION = 1;

    private final Path root;
    private final PrintStream log;

    LargeInputs(Path root, PrintStream log) {
        this.root = root;
        this.log = log;
    }

    /** Makes what is missing of 2 GB, and gives what there is now. */
    List<Path> make() throws IOException {
        Files.createDirectories(root.resolve("members"));
        List<Path> all = new ArrayList<>();
        all.add(sparse("torch.pt", VirtualFile.torchZip(512, 1024)));
        all.add(sparse("weights.safetensors", VirtualFile.safetensors(256, 8 << 20)));
        all.add(sparse("array.npy", VirtualFile.npy(SIZE_BYTES)));
        all.add(sparse("arrays.npz", VirtualFile.npz(2, SIZE_BYTES / 2)));
        all.add(sparse("array.joblib", VirtualFile.joblib(SIZE_BYTES)));
        all.add(sparse("library.so", VirtualFile.elf(SIZE_BYTES)));
        all.add(sparse("zeros.bin", VirtualFile.ofZeros(SIZE_BYTES)));
        all.add(file("pickle.pkl", out -> pickle(out, SIZE_BYTES, 1, 1)));
        List<Path> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            long seed = 2L + i;
            members.add(file("members/model-" + i + ".pkl", out -> pickle(out, MEMBER_BYTES, seed, 16)));
        }
        all.add(file("members.tar", out -> tar(out, members)));
        all.add(file("members.tar.gz", out -> {
            try (OutputStream gzip = gzip(out)) {
                tar(gzip, members);
            }
        }));
        all.add(file("members.zip", out -> zip(out, members)));
        Path pickle = root.resolve("pickle.pkl");
        all.add(file("pickle.pkl.gz", out -> {
            try (OutputStream gzip = gzip(out)) {
                Files.copy(pickle, gzip);
            }
        }));
        all.add(file("pickle.pkl.z", out -> {
            try (OutputStream zlib = new DeflaterOutputStream(out, new Deflater(COMPRESSION), PIECE_BYTES)) {
                Files.copy(pickle, zlib);
            }
        }));
        Path tar = root.resolve("members.tar");
        program(all, "members.tar.xz", List.of("xz", "-6", "-T1", "-c"), tar);
        program(all, "members.tar.lzma", List.of("xz", "--format=lzma", "-6", "-c"), tar);
        program(all, "members.tar.zst", List.of("zstd", "-q", "-3", "--zstd=wlog=23", "-c"), tar);
        program(all, "members.tar.lz4", List.of("lz4", "-q", "-c"), tar);
        sevenZ(all, "solid.7z", "-ms=on", members);
        sevenZ(all, "separate.7z", "-ms=off", members);
        program(all, "pickle.pkl.bz2", List.of("bzip2", "-c"), pickle);
        return all;
    }

    /** The same of 100 GB, of which the disk holds next to nothing. */
    List<Path> makeHuge() throws IOException {
        Files.createDirectories(root.resolve("huge"));
        long size = 100L << 30;
        List<Path> all = new ArrayList<>();
        all.add(sparse("huge/torch.pt", VirtualFile.torchZip(25_600, 1024)));
        all.add(sparse("huge/weights.safetensors", VirtualFile.safetensors(800, 128 << 20)));
        all.add(sparse("huge/bytes.pkl", VirtualFile.bytes(size)));
        all.add(sparse("huge/member.tar", VirtualFile.tar(size)));
        all.add(sparse("huge/zeros.bin", VirtualFile.ofZeros(size)));
        return all;
    }

    /** A pickle of a list of bytes: one of {@code newOf} pieces is new, the others come again. */
    private static void pickle(OutputStream out, long size, long seed, int newOf) throws IOException {
        SplitMix random = new SplitMix(seed);
        byte[][] remembered = new byte[REMEMBERED][];
        out.write(new byte[] {(byte) 0x80, 3, ']'});
        byte[] head = ByteBuffer.allocate(1 + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'B')
                .putInt(PIECE_BYTES)
                .array();
        for (int i = 0; i < size / PIECE_BYTES; i++) {
            byte[] piece;
            if (i < REMEMBERED || random.below(newOf) == 0) {
                piece = Weights.of(PIECE_BYTES, random.next());
                Arrays.fill(piece, 0, Long.BYTES, (byte) 0); // some random bytes would look like the start of a pickle
                remembered[i % REMEMBERED] = piece;
            } else {
                piece = remembered[random.below(REMEMBERED)];
            }
            out.write(head);
            out.write(piece);
            out.write('a');
        }
        out.write('.');
    }

    private static void tar(OutputStream out, List<Path> members) throws IOException {
        for (Path member : members) {
            long size = Files.size(member);
            out.write(VirtualFile.tarHeader(member.getFileName().toString(), size));
            Files.copy(member, out);
            out.write(new byte[Math.floorMod(-size, 512)]);
        }
        out.write(new byte[1024]);
    }

    private static void zip(OutputStream out, List<Path> members) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(COMPRESSION);
            for (Path member : members) {
                zip.putNextEntry(new ZipEntry(member.getFileName().toString()));
                Files.copy(member, zip);
            }
        }
    }

    private static OutputStream gzip(OutputStream out) throws IOException {
        return new GZIPOutputStream(out, PIECE_BYTES) {
            {
                def.setLevel(COMPRESSION);
            }
        };
    }

    private void program(List<Path> all, String name, List<String> command, Path input) throws IOException {
        if (isMissing(command.getFirst(), name)) {
            return;
        }
        Path path = root.resolve(name);
        Path unfinished = unfinished(path);
        if (!Files.exists(path)) {
            run(new ProcessBuilder(command).redirectInput(input.toFile()).redirectOutput(unfinished.toFile()));
        }
        all.add(finish(path, unfinished));
    }

    private void sevenZ(List<Path> all, String name, String solid, List<Path> members) throws IOException {
        if (isMissing("7z", name)) {
            return;
        }
        Path path = root.resolve(name);
        Path unfinished = unfinished(path);
        if (!Files.exists(path)) {
            List<String> command =
                    new ArrayList<>(List.of("7z", "a", "-t7z", "-mx=1", "-md=16m", solid, unfinished.toString()));
            members.forEach(member -> command.add(member.toString()));
            run(new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD));
        }
        all.add(finish(path, unfinished));
    }

    private boolean isMissing(String program, String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return false;
            }
        }
        log.printf("%-8s %s: %s is not installed%n", "without", name, program);
        return true;
    }

    private static void run(ProcessBuilder builder) throws IOException {
        try {
            int code = builder.redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException(String.join(" ", builder.command()) + " ended with " + code);
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private Path file(String name, Content content) throws IOException {
        Path path = root.resolve(name);
        Path unfinished = unfinished(path);
        if (!Files.exists(path)) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), PIECE_BYTES)) {
                content.write(out);
            }
        }
        return finish(path, unfinished);
    }

    private Path sparse(String name, VirtualFile file) throws IOException {
        Path path = root.resolve(name);
        Path unfinished = unfinished(path);
        if (!Files.exists(path)) {
            file.store(unfinished);
        }
        return finish(path, unfinished);
    }

    private static Path unfinished(Path path) {
        return path.resolveSibling(path.getFileName() + ".part");
    }

    private Path finish(Path path, Path unfinished) throws IOException {
        boolean there = Files.exists(path);
        if (!there) {
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        }
        log.printf("%-8s %s, %,d bytes%n", there ? "there" : "made", root.relativize(path), Files.size(path));
        return path;
    }

    /** What is written into one file. */
    @FunctionalInterface
    private interface Content {
        void write(OutputStream out) throws IOException;
    }
}
