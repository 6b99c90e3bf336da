package dev.assay.detectors.samples;

import dev.assay.engine.text.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** All of them, the hostile and the benign. */
final class Samples {
    /** The rows of gadgets take turns. */
    private static final int[] PROTOCOLS = {4, 2, 0};

    private static final Path REAL = Path.of("src/test/resources/real");
    private static final Path COMPRESSED = Path.of("src/test/resources/dev/assay/detectors/samples/compressed");

    private Samples() {}

    static List<Sample> hostile() {
        List<Sample> all = new ArrayList<>();
        for (List<String> row : rows("opcodes.tsv", 3)) {
            String name = "opcodes/" + row.get(1) + ".pkl";
            all.add(new Sample(row.get(0), name, row.get(2), Assembly.assemble(row.get(2))));
        }
        all.addAll(ZipTricks.all());
        all.addAll(ContainerTricks.all());
        all.addAll(compressed());
        int number = 0;
        for (List<String> row : rows("gadgets.tsv", 2)) {
            int protocol = PROTOCOLS[number % PROTOCOLS.length];
            String name = String.format("gadgets/%03d.pkl", number++);
            all.add(new Sample(row.get(0), name, row.get(1), Program.pickle(protocol, row.get(1))));
        }
        return all;
    }

    /** Those whose compression the JDK does not write: {@code make_compressed_samples.py} made them. */
    private static List<Sample> compressed() {
        try (Stream<Path> files = Files.list(COMPRESSED)) {
            List<Sample> all = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                all.add(new Sample("other compressions", "compressed/" + file.getFileName(), Files.readAllBytes(file)));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Sample> benign() {
        List<Sample> all = new ArrayList<>();
        int number = 0;
        for (List<String> row : rows("benign.tsv", 5)) {
            byte[] pickle = Program.pickle(Integer.parseInt(row.get(3)), row.get(4));
            String name = String.format("benign/%03d/%s", number++, row.get(1));
            all.add(new Sample(row.get(0), name, around(row.get(2), pickle)));
        }
        return all;
    }

    /** The files that real libraries wrote, by the library. */
    static List<Sample> real() throws IOException {
        List<Sample> all = new ArrayList<>();
        for (List<String> row : Rows.read(REAL.resolve("manifest.tsv").toUri().toURL(), 6)) {
            String path = row.getFirst();
            if (path.contains("/")) {
                String library = path.substring(0, path.indexOf('/'));
                all.add(new Sample(library, "real/" + path, Files.readAllBytes(REAL.resolve(path))));
            }
        }
        return all;
    }

    private static byte[] around(String wrapping, byte[] pickle) {
        return switch (wrapping) {
            case "raw" -> pickle;
            case "torch" -> Wrapping.torch("archive/", pickle).build();
            case "legacy" -> Wrapping.torchLegacy(pickle);
            case "gzip" -> Wrapping.gzip(pickle);
            case "npy" -> Wrapping.npy(pickle);
            case "tar" ->
                Wrapping.tar(
                        "./model_weights.ckpt",
                        Wrapping.torch("archive/", pickle).build());
            default -> throw new IllegalArgumentException("no wrapping is called " + wrapping);
        };
    }

    /** A pickle for each module that public models name, with its names used as they use them. */
    static List<Sample> publicModules() {
        Map<String, StringBuilder> programs = new LinkedHashMap<>();
        for (List<String> row : rows("public-globals.tsv", 4)) {
            String name = row.get(0) + ":" + row.get(1);
            String program = switch (row.get(2)) {
                case "type" -> name;
                case "enum" -> name + "(\"x\")";
                case "newobj" -> name + "!() ~ {\"a\": 1}";
                case "reduce" -> name + "([\"x\"])";
                default -> throw new IllegalArgumentException("no use is called " + row.get(2));
            };
            programs.computeIfAbsent(row.get(0), _ -> new StringBuilder())
                    .append(program)
                    .append(", ");
        }
        List<Sample> all = new ArrayList<>();
        programs.forEach((module, program) -> all.add(new Sample(
                "names of public models",
                "benign/public/" + module + ".pt",
                Wrapping.torch("archive/", Program.pickle(2, "[" + program + "]"))
                        .build())));
        return all;
    }

    static List<List<String>> rows(String file, int columns) {
        URL url = Objects.requireNonNull(Samples.class.getResource(file), file);
        return Rows.read(url, columns);
    }
}
