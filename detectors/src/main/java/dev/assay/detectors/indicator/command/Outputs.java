package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ShellText.Command;
import java.util.List;
import java.util.Set;

/** What commands write, and what they leave behind. Pure functions on what {@link Holders} holds. */
final class Outputs {
    private static final Set<String> DECODERS = Set.of("base64", "xxd", "openssl", "uudecode", "base32");

    private static final Set<String> ALIASES = Set.of("set-alias", "new-alias", "sal", "nal");

    /** What fills variables with what it reads. */
    private static final Set<String> READERS = Set.of("read", "mapfile", "readarray");

    private Outputs() {}

    /** What a command writes; what it leaves in files, in variables and as names is noted. */
    static Flow of(Command whole, List<String> command, Flow input, Flow kept, Holders holders) {
        if (!command.isEmpty() && Downloads.isOne(command)) {
            List<String> known = holders.filled(command);
            String source = Downloads.source(known);
            Copies.asked(known, whole.document(), holders);
            if (source.isEmpty()) {
                return Flow.NONE;
            }
            Flow download = Flow.download(new Trait(Downloads.kind(source), source));
            String file = Downloads.file(known);
            if (!file.isEmpty()) {
                holders.file(file, download);
            }
            return download;
        }
        if (!command.isEmpty() && Copies.isOne(holders.filled(command))) {
            return Copies.of(holders.filled(command), holders);
        }
        Flow flow = Leaks.given(whole.words(), command, input, kept, holders);
        if (command.isEmpty()) {
            return flow;
        }
        String name = Words.name(command.getFirst());
        boolean isDecoded =
                DECODERS.contains(name) && isDecoding(command) || name.equals("rev") || isShifting(name, command);
        if (isDecoded || Printed.decodes(command)) {
            String file = named(name, command);
            if (!file.isEmpty()) {
                holders.file(file, flow.decoded());
            }
            return flow.decoded();
        }
        if (Shells.connects(command) || Downloads.asksForTexts(command)) {
            return Flow.download(new Trait(Trait.Kind.RUNS_DOWNLOAD_FROM_ANYWHERE, String.join(" ", command)));
        }
        names(name, command, holders);
        reads(name, command, input, holders);
        files(name, command, flow, holders);
        Archives.look(name, command, input, holders);
        moves(name, command, holders);
        if (name.equals("tee")) {
            List<String> plain = Words.plain(command);
            for (String word : plain.subList(1, plain.size())) {
                if (!word.startsWith("-")) {
                    holders.file(word, flow);
                    holders.text(word, whole.document());
                }
            }
        }
        return flow;
    }

    private static boolean isArchive(String file) {
        return file.endsWith("gz")
                || file.endsWith(".tar")
                || file.endsWith(".zip")
                || file.endsWith(".xz")
                || file.endsWith(".bz2");
    }

    static boolean isDecoding(List<String> command) {
        return command.stream()
                .anyMatch(word -> word.equals("-d")
                        || word.equals("-D")
                        || word.equals("--decode")
                        || word.equals("-r")
                        || word.equals("-di"));
    }

    /** The file that a decoder is told to write: {@code openssl enc -d -out x}, {@code base64 -d -o x}; empty for none. */
    private static String named(String name, List<String> command) {
        String option = name.equals("openssl") ? "-out" : name.equals("base64") || name.equals("uudecode") ? "-o" : "";
        int at = option.isEmpty() ? -1 : command.indexOf(option);
        return at > 0 && at + 1 < command.size() ? command.get(at + 1) : "";
    }

    /** Whether letters take the place of others: {@code tr A-Za-z N-ZA-Mn-za-m}. */
    private static boolean isShifting(String name, List<String> command) {
        String to = ProgramText.lower(command.getLast());
        boolean isRange = to.length() > 3 && Character.isLetter(to.charAt(0)) && to.charAt(1) == '-';
        return name.equals("tr") && command.size() == 3 && isRange && to.charAt(0) != 'a';
    }

    /** What a name stands for from now on, and where the files of a folder came from. */
    private static void names(String name, List<String> command, Holders holders) {
        if (name.equals("alias")) {
            for (String word : command.subList(1, command.size())) {
                int equals = word.indexOf('=');
                holders.alias(word.substring(0, Math.max(equals, 0)), word.substring(equals + 1));
            }
        }
        boolean isAlias = ALIASES.contains(name) && command.size() == 3; // of PowerShell
        if (isAlias) {
            holders.alias(command.get(1), command.get(2));
        }
        if (name.equals("git") && command.size() > 2 && command.get(1).equals("clone")) {
            String address = Addresses.first(command);
            String folder = command.getLast().equals(address) ? ofRepository(address) : command.getLast();
            if (!address.isEmpty()) {
                holders.folders().fetch(folder, Flow.download(new Trait(Downloads.kind(address), address)));
            }
        }
    }

    /** The folder that git makes for a repository. */
    private static String ofRepository(String address) {
        String path = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        String name = Words.last(path);
        return name.endsWith(".git") ? name.substring(0, name.length() - ".git".length()) : name;
    }

    private static void moves(String name, List<String> command, Holders holders) {
        List<String> plain = Words.plain(command);
        switch (name) {
            case "cd", "pushd", "chdir", "set-location" ->
                holders.folders().goTo(plain.size() < 2 ? "" : holders.filled(plain.getLast()));
            case "popd" -> holders.folders().goTo("-");
            default -> {}
        }
    }

    private static void reads(String name, List<String> command, Flow input, Holders holders) {
        if (READERS.contains(name)) { // of a loop over lines
            command.stream().skip(1).filter(word -> !word.startsWith("-")).forEach(to -> holders.variable(to, input));
        }
    }

    private static void files(String name, List<String> command, Flow flow, Holders holders) {
        if (name.equals("dd")) {
            command.stream().filter(word -> word.startsWith("of=")).forEach(to -> holders.file(to.substring(3), flow));
        }
        boolean isCopy = (name.equals("cp") || name.equals("mv")) && command.size() > 2;
        if (isCopy) {
            holders.file(command.getLast(), Leaks.file(command.get(command.size() - 2), holders));
        }
        if (name.equals("tar") || name.equals("zip") || name.equals("gzip")) {
            command.stream().skip(1).filter(Outputs::isArchive).forEach(file -> holders.file(file, flow));
        }
    }
}
