package dev.assay.detectors.indicator.command;

import java.util.List;
import java.util.Set;

/** What commands fetch, and the file that they put it into. Pure functions. */
final class Downloads {
    private static final Set<String> DOWNLOADERS = Set.of(
            "curl",
            "wget",
            "fetch",
            "iwr",
            "irm",
            "invoke-webrequest",
            "invoke-restmethod",
            "aria2c",
            "http",
            "https",
            "xh",
            "lynx",
            "axel",
            "ftp",
            "lftp",
            "tftp",
            "lwp-download",
            "start-bitstransfer");

    /** Of these, what calls a file as its address does. */
    private static final Set<String> NAMING = Set.of("wget", "aria2c", "axel", "ftp", "lftp", "lwp-download", "fetch");

    /** {@code mshta https://...}, {@code regsvr32 /s /i:https://... scrobj.dll} */
    private static final Set<String> OPENERS = Set.of("mshta", "regsvr32");

    /** What asks for the records of a name. */
    private static final Set<String> RESOLVERS = Set.of("dig", "nslookup", "host", "drill", "kdig");

    /** What runs a program that it is given the address of: {@code npx https://...}, {@code deno run https://...}. */
    private static final Set<String> STARTERS =
            Set.of("npx", "bunx", "pnpx", "deno", "bun", "msiexec", "wscript", "cscript");

    /** Options of curl and wget behind which something else than an address stands. */
    private static final Set<String> TAKING = Set.of(
            "-H",
            "--header",
            "-u",
            "--user",
            "-d",
            "--data",
            "--data-raw",
            "-A",
            "--user-agent",
            "-x",
            "--proxy",
            "-X",
            "--request",
            "-F",
            "--form",
            "-T",
            "--upload-file",
            "-m",
            "--max-time",
            "--retry",
            "-P",
            "-b",
            "--cookie",
            "--cacert",
            "-E",
            "--cert",
            "--key",
            "-e");

    private Downloads() {}

    static boolean isOne(List<String> command) {
        return DOWNLOADERS.contains(Words.name(command.getFirst())) || namesLast(command);
    }

    /** {@code certutil -urlcache -f https://... x}, {@code bitsadmin /transfer j https://... x} */
    private static boolean namesLast(List<String> command) {
        String name = Words.name(command.getFirst());
        if (name.equals("start-bitstransfer")) {
            return command.stream().noneMatch(word -> word.equalsIgnoreCase("-destination"));
        }
        String option = name.equals("certutil") ? "-urlcache" : name.equals("bitsadmin") ? "/transfer" : "";
        return !option.isEmpty()
                && command.stream().anyMatch(word -> word.replace('/', '-').equalsIgnoreCase(option.replace('/', '-')));
    }

    /** Whether a command asks for texts that whoever has a name may put there. */
    static boolean asksForTexts(List<String> command) {
        return RESOLVERS.contains(Words.name(command.getFirst()))
                && command.stream().anyMatch(word -> ProgramText.lower(word).endsWith("txt"));
    }

    /** Where the answer of a download that is a word of another command comes from, as in {@code iex (iwr https://...)}; empty for none. */
    static String within(List<String> command) {
        for (int i = 1; i < command.size(); i++) {
            List<String> rest = command.subList(i, command.size());
            if (isOne(rest)) {
                return Addresses.first(rest);
            }
        }
        return "";
    }

    /** The address of a document that a program of Windows fetches to run it; empty for none. */
    static String opened(List<String> command) {
        for (int i = 0; Words.acts(command) && i + 1 < command.size(); i++) {
            if (OPENERS.contains(Words.name(command.get(i)))) {
                return Addresses.first(command.subList(i, command.size()));
            }
        }
        return STARTERS.contains(Words.name(command.getFirst())) ? started(command) : "";
    }

    /** The first word that is no option, and no word for what is to be done, if that is an address. */
    private static String started(List<String> command) {
        for (String word : command.subList(1, command.size())) {
            boolean isBefore = word.startsWith("-") || word.startsWith("/") || word.equals("run") || word.equals("x");
            if (!isBefore) {
                return word.startsWith("https://") || word.startsWith("http://") ? word : "";
            }
        }
        return "";
    }

    /** Where a download comes from: an address, or the variable that holds one; empty for none. */
    static String source(List<String> command) {
        String address = Addresses.first(command);
        if (!address.isEmpty()) {
            return address;
        }
        for (int i = 1; i < command.size(); i++) {
            String before = command.get(i - 1);
            boolean isName = !givenName(command, i - 1).isEmpty();
            if (command.get(i).startsWith("$") && !isName && !TAKING.contains(before)) {
                return command.get(i);
            }
        }
        return "";
    }

    static Trait.Kind kind(String address) {
        return Addresses.isAnybodys(address) ? Trait.Kind.RUNS_DOWNLOAD_FROM_ANYWHERE : Trait.Kind.RUNS_DOWNLOAD;
    }

    /** The same of something that may be any program, as builds fetch their tools: of a host with a name that is no script. */
    static Trait ofTool(Trait download) {
        return download.kind() == Trait.Kind.RUNS_DOWNLOAD
                ? new Trait(Trait.Kind.RUNS_TOOL, download.what())
                : download;
    }

    /** A file that is downloaded: the name that it is given, else that of the address; empty for none. */
    static String file(List<String> command) {
        String source = source(command);
        if (source.isEmpty()) {
            return "";
        }
        for (int i = 1; i < command.size(); i++) {
            String file = givenName(command, i);
            if (!file.isEmpty()) {
                return file;
            }
        }
        if (namesLast(command)) {
            return command.getLast().indexOf("://") < 0 ? command.getLast() : "";
        }
        if (!namesByAddress(command)) {
            return "";
        }
        String path = source.substring(source.indexOf("://") < 0 ? 0 : source.indexOf("://") + 3);
        int end = 0;
        while (end < path.length() && path.charAt(end) != '?' && path.charAt(end) != '#') {
            end++;
        }
        int slash = path.lastIndexOf('/', end - 1);
        return slash < 0 ? "" : path.substring(slash + 1, end);
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
        boolean isTftp = Words.name(command.getFirst()).equals("tftp");
        boolean isGiven = isTftp && (word.equals("-l") || word.equals("-r") && !command.contains("-l"))
                || word.equals("--output")
                || word.equals("--output-document")
                || word.equalsIgnoreCase("-outfile")
                || word.equalsIgnoreCase("-destination")
                || isShort && word.endsWith(isCurl ? "o" : "O")
                || word.equals("-o") && !Words.name(command.getFirst()).equals("wget"); // there it is the log
        return isGiven ? next : "";
    }

    private static boolean namesByAddress(List<String> command) {
        String name = Words.name(command.getFirst());
        return NAMING.contains(name)
                || name.equals("curl")
                        && command.stream()
                                .anyMatch(word -> word.equals("--remote-name")
                                        || word.startsWith("-") && !word.startsWith("--") && word.endsWith("O"));
    }
}
