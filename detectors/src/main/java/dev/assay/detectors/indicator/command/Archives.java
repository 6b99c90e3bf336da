package dev.assay.detectors.indicator.command;

import java.util.List;
import java.util.Set;

/** Commands that unpack archives and compressed files: what came from another machine is then in other files. Pure functions. */
final class Archives {
    private static final Set<String> TARS = Set.of("tar", "bsdtar", "gtar", "star");

    /** What unpacks a file that it names, with the option behind which the folder stands. */
    private static final Set<String> ZIPS = Set.of("unzip", "7z", "7za", "7zz", "7zr", "unrar", "expand-archive");

    /** What takes the place of a file by what is packed in it. */
    private static final Set<String> DECOMPRESSORS = Set.of(
            "gunzip", "gzip", "unxz", "xz", "bunzip2", "bzip2", "unzstd", "zstd", "lzma", "unlzma", "uncompress");

    /** What does nothing but write what is packed in a file. */
    private static final Set<String> PRINTERS = Set.of("zcat", "gzcat", "xzcat", "bzcat", "zstdcat", "lzcat", "lz4cat");

    private static final Set<String> PACKED = Set.of(".gz", ".xz", ".bz2", ".zst", ".lzma", ".z", ".tgz");

    /** Of tar, what takes the word behind it and is not looked at. */
    private static final Set<String> TAKING =
            Set.of("-I", "--use-compress-program", "--exclude", "--wildcards-match", "--strip-components", "-X", "-T");

    private Archives() {}

    /**
     * Notes what a command unpacks, and where.
     *
     * @param input what it reads
     */
    static void look(String name, List<String> words, Flow input, Holders holders) {
        List<String> command = holders.filled(Words.plain(words));
        if (TARS.contains(name)) {
            tar(command, input, holders);
        } else if (ZIPS.contains(name)) {
            zip(command, holders);
        } else if (name.equals("cpio") && command.stream().anyMatch(Archives::isOfCpio)) {
            unpack(".", input, holders);
        } else if (DECOMPRESSORS.contains(name)) {
            decompress(name, command, holders);
        }
    }

    /** Whether a command writes what lies packed in a file, as it is. */
    static boolean prints(List<String> command) {
        String name = command.isEmpty() ? "" : Words.name(command.getFirst());
        List<String> plain = command.isEmpty() ? command : Words.plain(command);
        boolean isTold =
                plain.stream().anyMatch(word -> word.equals("--stdout") || isShort(word) && word.indexOf('c') > 0);
        if (DECOMPRESSORS.contains(name)) {
            boolean isPiped = plain.stream().skip(1).allMatch(word -> word.startsWith("-"));
            return isDecompressing(name, plain) && (isTold || isPiped);
        }
        boolean isTar = TARS.contains(name) && plain.size() > 1 && plain.get(1).indexOf('x') >= 0;
        return PRINTERS.contains(name)
                || name.equals("unzip") && (plain.contains("-p") || isTold)
                || isTar && plain.stream().anyMatch(Archives::isToOutput);
    }

    private static boolean isToOutput(String word) {
        boolean isLetters = word.length() < 10 && word.indexOf('.') < 0 && word.indexOf('/') < 0;
        return word.equals("--to-stdout") || isLetters && word.indexOf('O') >= 0;
    }

    private static boolean isOfCpio(String word) {
        return word.equals("--extract") || isShort(word) && word.indexOf('i') > 0;
    }

    private static void tar(List<String> command, Flow input, Holders holders) {
        String folder = ".";
        String file = "-";
        boolean isUnpacking = false;
        boolean isToOutput = false;
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i);
            String next = i + 1 < command.size() ? command.get(i + 1) : "";
            boolean isJoined = word.startsWith("--");
            if (word.equals("-C") || word.equals("--directory") || word.equals("--cd")) {
                folder = next;
            } else if (word.startsWith("--directory=")) {
                folder = word.substring("--directory=".length());
            } else if (word.startsWith("--file=")) {
                file = word.substring("--file=".length());
            } else if (isJoined) {
                isUnpacking |= word.equals("--extract") || word.equals("--get");
                isToOutput |= word.equals("--to-stdout");
            } else if (!TAKING.contains(word) && (i == 1 || isShort(word))) { // letters, with or without a dash
                isUnpacking |= word.indexOf('x') >= 0;
                isToOutput |= word.indexOf('O') >= 0;
                file = word.endsWith("f") ? next : file;
                folder = word.endsWith("C") ? next : folder;
            }
        }
        if (isUnpacking && !isToOutput) {
            unpack(folder, file.equals("-") ? input : holders.file(file), holders);
        }
    }

    private static void zip(List<String> command, Holders holders) {
        String folder = ".";
        Flow archive = Flow.NONE;
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i);
            String before = ProgramText.lower(command.get(i - 1));
            boolean isFolder = before.equals("-d") || "-destinationpath".startsWith(before) && before.length() > 3;
            if (word.equals("-p") || word.equals("-c")) {
                return; // to where it writes
            } else if (isFolder) {
                folder = word;
            } else if (word.startsWith("-o") && word.length() > 2) { // of 7z
                folder = word.substring(2);
            } else if (!word.startsWith("-") && archive.isEmpty()) {
                archive = holders.file(word);
            }
        }
        unpack(folder, archive, holders);
    }

    private static void decompress(String name, List<String> command, Holders holders) {
        boolean isOne = isDecompressing(name, command);
        for (String word : isOne ? command.subList(1, command.size()) : List.<String>of()) {
            for (String ending : PACKED) {
                Flow flow = ProgramText.lower(word).endsWith(ending) ? holders.file(word) : Flow.NONE;
                if (!flow.isEmpty()) {
                    holders.file(word.substring(0, word.length() - ending.length()), flow);
                }
            }
        }
    }

    private static boolean isDecompressing(String name, List<String> command) {
        return name.startsWith("un")
                || name.endsWith("unzip")
                || name.endsWith("unzip2")
                || Outputs.isDecoding(command)
                || command.stream().anyMatch(word -> isShort(word) && word.indexOf('d') > 0);
    }

    private static void unpack(String folder, Flow archive, Holders holders) {
        Trait source = archive.download();
        if (source == null || folder.isEmpty()) {
            return;
        }
        holders.folders().unpack(folder, Flow.download(Downloads.ofTool(source)));
    }

    private static boolean isShort(String word) {
        return word.length() > 1 && word.length() < 10 && word.charAt(0) == '-' && word.charAt(1) != '-';
    }
}
