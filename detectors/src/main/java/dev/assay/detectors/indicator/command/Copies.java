package dev.assay.detectors.indicator.command;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Commands that copy files from another machine or a bucket: {@code scp host:x .}, {@code aws s3 cp s3://b/x .}. Pure functions. */
final class Copies {
    /** What copies from the words in front to the last one, with the words that say so; none for a program that does nothing else. */
    private static final Map<String, Set<String>> COPIERS = Map.of(
            "scp", Set.of(),
            "rsync", Set.of(),
            "sftp", Set.of(),
            "rclone", Set.of("copy", "copyto", "sync", "move"),
            "aws", Set.of("cp", "sync", "mv"),
            "s3cmd", Set.of("get", "sync"),
            "gsutil", Set.of("cp", "rsync", "mv"),
            "gcloud", Set.of("cp", "rsync"));

    /** Options behind which something else than a file stands. */
    private static final String TAKING = "ieFoPJcSlBDO";

    /** What is told in a document which files to fetch. */
    private static final Set<String> ASKERS = Set.of("ftp", "sftp", "tftp", "lftp");

    private static final Set<String> GETS = Set.of("get", "recv", "mget", "reget");

    private Copies() {}

    static boolean isOne(List<String> command) {
        return !source(command).isEmpty();
    }

    /** What is copied from elsewhere; empty for none. */
    private static String source(List<String> command) {
        Set<String> told = COPIERS.get(Words.name(command.getFirst()));
        boolean isCopy = told != null && (told.isEmpty() || command.stream().anyMatch(told::contains));
        List<String> files = isCopy ? files(command) : List.of();
        boolean isFetched = !files.isEmpty() && (files.size() == 1 || !isElsewhere(files.getLast()));
        return isFetched
                ? files.stream().filter(Copies::isElsewhere).findFirst().orElse("")
                : "";
    }

    private static List<String> files(List<String> command) {
        List<String> files = new ArrayList<>();
        List<String> plain = Words.plain(command);
        for (int i = 1; i < plain.size(); i++) {
            String before = plain.get(i - 1);
            boolean isOption = before.length() == 2 && before.charAt(0) == '-' && TAKING.indexOf(before.charAt(1)) >= 0;
            if (!isOption && !plain.get(i).startsWith("-")) {
                files.add(plain.get(i));
            }
        }
        return files;
    }

    /** {@code host:path}, {@code s3://bucket/x}; a drive of Windows is none. */
    private static boolean isElsewhere(String word) {
        int colon = word.indexOf(':');
        return colon > 1 && (word.indexOf('/') < 0 || word.indexOf('/') > colon) && !word.startsWith("$(");
    }

    /** Notes the files that come by it. */
    static Flow of(List<String> command, Holders holders) {
        String source = source(command);
        List<String> files = files(command);
        Flow copied = Flow.download(Downloads.ofTool(new Trait(Downloads.kind(source), source)));
        String to = files.size() > 1 && !isElsewhere(files.getLast()) ? files.getLast() : ".";
        String folder = to.endsWith("/") ? to.substring(0, to.length() - 1) : to;
        for (String each : files) {
            if (isElsewhere(each)) {
                String name = Words.last(each.substring(each.indexOf(':') + 1));
                if (name.isEmpty()) {
                    holders.folders().unpack(folder, copied);
                } else {
                    holders.file(folder + "/" + name, copied);
                    holders.folders().fetch(folder + "/" + name, copied);
                }
            }
        }
        if (!folder.equals(".")) { // a file of another name, or a folder
            holders.file(folder, copied);
            holders.folders().fetch(folder, copied);
        }
        return Flow.NONE;
    }

    /** Notes the files that a document asks for: {@code ftp host <<EOF}, {@code get x}. */
    static void asked(List<String> command, String document, Holders holders) {
        List<String> files = ASKERS.contains(Words.name(command.getFirst())) ? files(command) : List.of();
        for (String line : files.isEmpty() ? List.<String>of() : Parts.of(document, '\n')) {
            List<String> words = Parts.of(line.strip(), ' ').stream()
                    .filter(word -> !word.isEmpty() && !word.startsWith("-"))
                    .toList();
            if (words.size() > 1 && GETS.contains(words.getFirst())) {
                String source = "ftp://" + files.getFirst() + "/" + words.get(1);
                holders.file(Words.last(words.getLast()), Flow.download(new Trait(Downloads.kind(source), source)));
            }
        }
    }
}
