package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ShellText.Command;
import dev.assay.detectors.indicator.command.ShellText.Pipeline;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tells what a text for a shell does, as far as it shows. Pure functions. */
public final class CommandJudge {
    private static final int MOST_SHOWN = 200;
    private static final int LEAST_BLOB = 120;

    private static final Set<String> DOWNLOADERS =
            Set.of("curl", "wget", "fetch", "iwr", "irm", "invoke-webrequest", "invoke-restmethod", "aria2c");

    private static final Set<String> DECODERS = Set.of("base64", "xxd", "openssl", "uudecode", "base32");

    private static final List<String> SCRIPTS =
            List.of(".sh", ".bash", ".py", ".js", ".mjs", ".cjs", ".ps1", ".pl", ".rb");

    /** What compares a file with a digest or a signature. */
    private static final Set<String> CHECKERS = Set.of(
            "sha256sum",
            "sha512sum",
            "sha1sum",
            "md5sum",
            "b2sum",
            "shasum",
            "gpg",
            "gpgv",
            "cosign",
            "minisign",
            "get-filehash",
            "slsa-verifier");

    /** Folders of settings, which a tool reads and in which no programs are. */
    private static final List<String> SETTINGS =
            List.of(".claude/", ".vscode/", ".cursor/", ".gemini/", ".idea/", ".windsurf/");

    private final List<Trait> traits = new ArrayList<>();
    private final Map<String, Trait> downloaded = new HashMap<>();
    private boolean isChecked;

    private CommandJudge() {}

    /** What the text does, each once, in its order. */
    public static List<Trait> traits(String text) {
        CommandJudge judge = new CommandJudge();
        judge.pipelines(ShellText.read(text));
        judge.inline(text);
        return judge.traits;
    }

    private void add(Trait.Kind kind, String what) {
        Trait trait = new Trait(kind, Parts.first(what.strip(), MOST_SHOWN));
        if (traits.stream().noneMatch(each -> each.kind() == kind)) {
            traits.add(trait);
        }
    }

    private void pipelines(List<Pipeline> pipelines) {
        for (Pipeline pipeline : pipelines) {
            pipeline(pipeline.commands());
            for (Command command : pipeline.commands()) {
                pipelines(command.inner());
            }
        }
    }

    private void pipeline(List<Command> commands) {
        String source = "";
        boolean isDecoded = false;
        int encoded = 0;
        String leak = Leaks.of(commands);
        if (!leak.isEmpty()) {
            add(Trait.Kind.SENDS_SECRETS, leak);
        }
        for (Command each : commands) {
            List<String> command = Words.command(each.words());
            if (command.isEmpty()) {
                continue;
            }
            if (Words.runsInput(command)) {
                runs(source, isDecoded, command);
            }
            program(command, each);
            handed(command);
            String caught = Words.acts(command) ? Addresses.catching(String.join(" ", command)) : "";
            if (!caught.isEmpty()) {
                add(Trait.Kind.SENDS, caught);
            }
            String name = Words.name(command.getFirst());
            if (DOWNLOADERS.contains(name)) {
                source = Addresses.first(command);
                saved(command);
            }
            isDecoded |= DECODERS.contains(name) && isDecoding(command);
            encoded += name.equals("base64") && !isDecoding(command) ? 1 : 0;
        }
        if (encoded > 1) {
            add(Trait.Kind.HIDES_SECRETS, "base64 | base64");
        }
    }

    private static boolean isDecoding(List<String> command) {
        return command.stream()
                .anyMatch(word -> word.equals("-d")
                        || word.equals("-D")
                        || word.equals("--decode")
                        || word.equals("-r")
                        || word.equals("-di"));
    }

    private void runs(String source, boolean isDecoded, List<String> by) {
        if (isDecoded) {
            add(Trait.Kind.RUNS_DECODED, String.join(" ", by));
        } else if (!source.isEmpty()) {
            add(downloadKind(source), source);
        }
    }

    private static Trait.Kind downloadKind(String address) {
        return Addresses.isAnybodys(address) ? Trait.Kind.RUNS_DOWNLOAD_FROM_ANYWHERE : Trait.Kind.RUNS_DOWNLOAD;
    }

    /** What is substituted into the program of a shell, {@code eval} or {@code source} is run as well; and files that lie oddly. */
    private void program(List<String> command, Command whole) {
        String name = Words.name(command.getFirst());
        boolean isProgram = Words.isShell(name)
                || Words.isInterpreter(name)
                || name.equals("eval")
                || name.equals("source")
                || name.equals(".");
        if (isProgram) {
            for (Pipeline inner : whole.inner()) {
                substituted(inner.commands());
            }
        }
        String file = isProgram ? firstFile(command) : command.getFirst();
        String path = file.startsWith("./") ? file.substring(2) : file;
        if (SETTINGS.stream().anyMatch(path::startsWith) && isProgramFile(path)) {
            add(Trait.Kind.RUNS_HIDDEN, file);
        }
        Trait source = downloaded.get(path);
        boolean isScript = isProgram || SCRIPTS.stream().anyMatch(path::endsWith);
        boolean isUsual = isChecked || !isScript; // builds fetch tools of a release and run them
        if (source != null && (source.kind() == Trait.Kind.RUNS_DOWNLOAD_FROM_ANYWHERE || !isUsual)) {
            add(source.kind(), source.what());
        }
    }

    /** A program that an interpreter is handed as a word, and what is read of other processes. */
    private void handed(List<String> command) {
        isChecked |= CHECKERS.contains(Words.name(command.getFirst()));
        if (Leaks.sendsSeveral(command)) {
            add(Trait.Kind.SENDS_SEVERAL, String.join(" ", command));
        }
        String program = Leaks.program(command);
        if (!program.isEmpty() && Leaks.sendsVariables(program)) {
            add(Trait.Kind.SENDS_SECRETS, program);
        }
        if (!program.isEmpty() && Leaks.runsFetched(program)) {
            add(downloadKind(Addresses.first(List.of("", program))), program);
        }
        if (Words.acts(command) && command.stream().skip(1).anyMatch(Leaks::isMemory)) {
            add(Trait.Kind.READS_MEMORY, String.join(" ", command));
        }
    }

    private static String firstFile(List<String> command) {
        for (String word : command.subList(1, command.size())) {
            if (!word.startsWith("-") && !word.equals("run")) {
                return word;
            }
        }
        return "";
    }

    /** Scripts of shells and of Python are what people put there for their agent; the campaigns' loaders are JavaScript. */
    private static boolean isProgramFile(String path) {
        return path.endsWith(".js") || path.endsWith(".mjs") || path.endsWith(".cjs");
    }

    private void substituted(List<Command> commands) {
        String source = "";
        boolean isDecoded = false;
        for (Command each : commands) {
            List<String> command = Words.command(each.words());
            if (!command.isEmpty()) {
                String name = Words.name(command.getFirst());
                source = DOWNLOADERS.contains(name) ? Addresses.first(command) : source;
                isDecoded |= DECODERS.contains(name) && isDecoding(command);
            }
        }
        runs(source, isDecoded, List.of("$(...)"));
    }

    /** A file that is downloaded, and may be run later: under the name that it is given, else that of the address. */
    private void saved(List<String> command) {
        String source = Addresses.first(command);
        if (source.isEmpty()) {
            return;
        }
        String file = "";
        for (int i = 1; i < command.size() && file.isEmpty(); i++) {
            file = givenName(command, i);
        }
        if (file.isEmpty() && namesByAddress(command)) {
            String path = source.substring(source.indexOf("://") < 0 ? 0 : source.indexOf("://") + 3);
            int end = 0;
            while (end < path.length() && path.charAt(end) != '?' && path.charAt(end) != '#') {
                end++;
            }
            int slash = path.lastIndexOf('/', end - 1);
            file = slash < 0 ? "" : path.substring(slash + 1, end);
        }
        if (!file.isEmpty()) {
            downloaded.put(file.startsWith("./") ? file.substring(2) : file, new Trait(downloadKind(source), source));
        }
    }

    /** What an option or a redirection calls the file; empty for another word. */
    private static String givenName(List<String> command, int at) {
        String word = command.get(at);
        String next = at + 1 < command.size() ? command.get(at + 1) : "";
        int equals = word.indexOf('=');
        if (word.startsWith("--output=") || word.startsWith("--output-document=")) {
            return word.substring(equals + 1);
        }
        if (word.startsWith(">")) {
            String behind = word.replace(">", "");
            return behind.isEmpty() ? next : behind;
        }
        boolean isCurl = Words.name(command.getFirst()).equals("curl");
        boolean isShort = word.length() > 1 && word.charAt(0) == '-' && word.charAt(1) != '-' && word.length() < 10;
        boolean isGiven = word.equals("--output")
                || word.equals("--output-document")
                || word.equalsIgnoreCase("-outfile")
                || isShort && word.endsWith(isCurl ? "o" : "O")
                || word.equals("-o") && !Words.name(command.getFirst()).equals("wget"); // there it is the log
        return isGiven ? next : "";
    }

    private static boolean namesByAddress(List<String> command) {
        String name = Words.name(command.getFirst());
        return name.equals("wget")
                || name.equals("aria2c")
                || name.equals("curl")
                        && command.stream()
                                .anyMatch(word -> word.equals("--remote-name")
                                        || word.startsWith("-") && !word.startsWith("--") && word.endsWith("O"));
    }

    /** Programs that are handed to an interpreter as one argument, and what no shell would have: told by what they call. */
    private void inline(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean decodes = lower.contains("b64decode(")
                || lower.contains("'base64'")
                || lower.contains("\"base64\"")
                || lower.contains("atob(")
                || lower.contains("frombase64string(")
                || lower.contains("base64_decode(");
        boolean runs = lower.contains("eval(")
                || lower.contains("exec(")
                || lower.contains("iex")
                || lower.contains("invoke-expression")
                || lower.contains("new function(");
        boolean isOneProgram = lower.contains("node -e")
                || lower.contains("node --eval")
                || lower.contains("python -c")
                || lower.contains("python3 -c")
                || lower.contains("php -r")
                || lower.contains("powershell")
                || lower.contains("pwsh")
                || lower.startsWith("import ");
        if (decodes && runs && isOneProgram && longestBlob(text) >= LEAST_BLOB / 2) {
            add(Trait.Kind.RUNS_DECODED, text);
        } else if (isOneProgram && lower.contains("-encodedcommand ") || lower.contains("powershell -enc ")) {
            add(Trait.Kind.RUNS_DECODED, text);
        }
        boolean fetches =
                lower.contains("downloadstring(") && (lower.contains("iex") || lower.contains("invoke-expression"))
                        || lower.startsWith("import ")
                                && runs
                                && (lower.contains("urlopen(") || lower.contains("requests.get("));
        if (fetches) {
            add(downloadKind(Addresses.first(List.of("", text))), text);
        }
        String caught = lower.startsWith("import ") ? Addresses.catching(text) : "";
        if (!caught.isEmpty()) {
            add(Trait.Kind.SENDS, caught);
        }
    }

    /** The longest run of characters of Base64 or hexadecimal digits. */
    private static int longestBlob(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isOne = c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/' || c == '=');
            run = isOne ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
