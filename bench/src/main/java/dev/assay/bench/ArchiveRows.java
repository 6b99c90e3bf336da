package dev.assay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Scans of compressed tars beside the programs that decompress them. What is packed is the file of classes of the JDK that
 * runs this: large, on every machine, and a mixture of code, tables and text. In a tar it is decompressed to its end and
 * interpreted by nobody, so that what is measured is decompression.
 */
final class ArchiveRows {
    /** Both as the shell takes them: {@code $1} is what goes in and {@code $2} the file that comes out. */
    private record Program(String ending, String pack, String unpack) {}

    private static final List<Program> PROGRAMS = List.of(
            new Program("gz", "gzip -c <$1 >$2", "gzip -dc $1"),
            new Program("bz2", "bzip2 -c <$1 >$2", "bzip2 -dc $1"),
            new Program("xz", "xz -T1 -2 -c <$1 >$2", "xz -T1 -dc $1"),
            new Program("zst", "zstd -qc <$1 >$2", "zstd -qdc $1"),
            new Program("lz4", "lz4 -qc <$1 >$2", "lz4 -qdc $1"),
            new Program("7z", "7z a -t7z -mx=1 $2 $1", "7z e -so -mmt=1 $1"));

    private final Path inputs;
    private final SpeedTable table;

    ArchiveRows(Path inputs, SpeedTable table) {
        this.inputs = inputs;
        this.table = table;
    }

    void all() throws IOException {
        Files.createDirectories(inputs);
        Path tar = inputs.resolve("classes.tar");
        if (Files.notExists(tar)) {
            make("tar -C $1 -cf $2 modules", Path.of(System.getProperty("java.home"), "lib"), tar);
        }
        table.out()
                .printf(
                        "%nScans of a tar of %,d MB beside the program that decompresses it.%n",
                        Files.size(tar) / 1_000_000);
        for (Program program : PROGRAMS) {
            row(program, tar);
        }
    }

    private void row(Program program, Path tar) throws IOException {
        Path packed = inputs.resolve("classes.tar." + program.ending());
        if (Files.notExists(packed)) {
            make(program.pack(), tar, packed);
        }
        Measured peer = SpeedTable.run(shell(program.unpack(), packed, packed), Map.of());
        Measured ours = table.assay(List.of("scan", "--no-cache", "--jobs", "1", packed.toString()), Map.of());
        String note = String.format(
                "CPU %.1f times that of %s (%.1f ms), %.0f MB/s",
                ours.cpuMillis() / peer.cpuMillis(),
                program.unpack().substring(0, program.unpack().indexOf(' ')),
                peer.cpuMillis(),
                Files.size(tar) / ours.cpuMillis() / 1e3);
        table.row("tar." + program.ending(), ours, note);
    }

    private static List<String> shell(String script, Path in, Path out) {
        return List.of("sh", "-ec", "IFS=; " + script, "sh", in.toString(), out.toString());
    }

    /** Makes a file that is only there when it is whole. */
    private static void make(String script, Path in, Path file) throws IOException {
        Path part = file.resolveSibling("part." + file.getFileName());
        SpeedTable.run(shell(script, in, part), Map.of());
        Files.move(part, file);
    }
}
