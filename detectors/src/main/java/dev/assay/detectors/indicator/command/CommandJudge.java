package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.Repeats.Given;
import dev.assay.detectors.indicator.command.ShellText.Command;
import dev.assay.detectors.indicator.command.ShellText.Pipeline;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what texts for a shell do, as far as it shows, one after the other. Belongs to one thread. */
public final class CommandJudge {
    private static final int MOST_SHOWN = 200;
    private static final int MOST_DEPTH = 3;

    /** Of texts that are handed to a shell by one that was. */
    private static final int MOST_HANDED = 3;

    private static final int MOST_HANDED_CHARACTERS = 4 << 20;

    private static final List<String> SCRIPTS =
            List.of(".sh", ".bash", ".py", ".js", ".mjs", ".cjs", ".ps1", ".pl", ".rb", ".bat", ".cmd", ".vbs");

    /** Files that a shell runs when it starts. */
    private static final List<String> PROFILES =
            List.of(".bashrc", ".bash_profile", ".bash_login", ".profile", ".zshrc", ".zprofile", ".zshenv");

    /** What writes down the memory of a process. */
    private static final Set<String> DUMPERS = Set.of("gcore", "gdb", "procdump", "dd", "memdump");

    /** Folders of settings, which a tool reads and in which no programs are. */
    private static final List<String> SETTINGS =
            List.of(".claude/", ".vscode/", ".cursor/", ".gemini/", ".idea/", ".windsurf/");

    private final Holders holders = new Holders();
    private final Repeats repeats = new Repeats();

    /** Files that a program writes what it has fetched into: to start what it brings is what an installer is for. */
    private final Set<String> installed = new HashSet<>();

    private final int depth;
    private int handed;
    private long handedCharacters;
    private List<Trait> traits = new ArrayList<>();
    private Map<String, String> environment = Map.of();
    private String text = "";

    /** Of the steps of one job, or of one text. */
    public CommandJudge() {
        this(0);
    }

    private CommandJudge(int depth) {
        this.depth = depth;
    }

    /** What the text does, each once, in its order. */
    public static List<Trait> traits(String text) {
        return new CommandJudge().next(text, "", Map.of());
    }

    /**
     * What a text for a shell does, each once, in its order: with what those before it left in files and variables.
     *
     * @param folder where it is started; empty for where all are
     * @param environment expressions that variables hold
     */
    public List<Trait> next(String text, String folder, Map<String, String> environment) {
        begin();
        this.text = text;
        this.environment = environment;
        holders.in(folder);
        String plain = PowerShellText.plain(text);
        pipelines(ShellText.read(plain));
        OneLiners.traits(text, plain).forEach(this::add);
        if (ProgramText.lower(plain).startsWith("import ")) {
            judge(text, Language.PYTHON);
        }
        return traits;
    }

    /** What commands that are no part of others print. */
    static Flow printed(String text) {
        CommandJudge judge = new CommandJudge(MOST_DEPTH);
        Flow flow = Flow.NONE;
        for (Pipeline each : ShellText.read(text)) {
            flow = flow.plus(judge.pipeline(each, Flow.NONE));
        }
        return flow;
    }

    /**
     * What a program that is a file of its own does, each once.
     *
     * @param language that it is written in
     */
    public static List<Trait> ofFile(String program, Language language) {
        CommandJudge judge = new CommandJudge();
        List<String> parts = ProgramParts.of(program);
        List<Trait> all = new ArrayList<>(0);
        for (String part : parts) {
            if (language == Language.SHELL) {
                judge.next(part, "", Map.of());
            } else {
                judge.file(part, language, parts.size() > 1);
            }
            for (Trait trait : judge.traits) {
                if (all.stream().noneMatch(each -> each.kind() == trait.kind())) {
                    all.add(trait);
                }
            }
        }
        return all;
    }

    private void file(String program, Language language, boolean isPart) {
        begin();
        String plain = BareCalls.plain(program, language);
        FileText.traits(plain, isPart, program::substring).forEach(this::add);
        started(plain, language);
        if (language == Language.JAVASCRIPT) {
            PlainScript script = PlainScript.of(program);
            if (!script.text().equals(program)) {
                FileText.traits(script.text(), isPart, at -> program.substring(script.place(at)))
                        .forEach(this::add);
                started(script.text(), language);
            }
            if (script.scrambles() >= 0) {
                add(Trait.Kind.RUNS_DECODED, program.substring(script.place(script.scrambles())));
            }
        }
    }

    private void begin() {
        this.traits = new ArrayList<>();
        repeats.clear();
    }

    private void add(Trait trait) {
        add(trait.kind(), trait.what());
    }

    /** What a program in the language of an interpreter does, each once. */
    public List<Trait> program(String program) {
        begin();
        judge(program, Language.JAVASCRIPT);
        return traits;
    }

    /** The file with secrets that an upload takes; empty for none. */
    public String secretIn(String pattern) {
        return holders.secretIn(pattern);
    }

    private void add(Trait.Kind kind, String what) {
        Trait trait = new Trait(kind, Parts.first(what.strip(), MOST_SHOWN));
        if (traits.stream().noneMatch(each -> each.kind() == kind)) {
            traits.add(trait);
        }
    }

    private void pipelines(List<Pipeline> pipelines) {
        pipelines.forEach(each -> pipeline(each, Flow.NONE));
    }

    /** Gives what it writes. */
    private Flow pipeline(Pipeline pipeline, Flow input) {
        Flow flow = input;
        String said = "";
        String packed = "";
        int encoded = 0;
        boolean isShell = false;
        for (Command each : pipeline.commands()) {
            Given given = repeats.given(each, flow, said, holders);
            List<String> command = given == null ? Words.command(each.words()) : given.command();
            boolean runsInput =
                    given == null ? Words.runsInput(command) && each.programs().isEmpty() : given.runsInput();
            if (!command.isEmpty()) {
                if (isShell && Shells.connects(command) && Leaks.isFarAway(command)) {
                    add(Trait.Kind.OPENS_SHELL, "a shell | " + String.join(" ", command));
                }
                isShell = runsInput && Words.isShell(command.getFirst());
                if (!packed.isEmpty() && runsInput) {
                    add(Trait.Kind.RUNS_DECODED, packed + " | " + String.join(" ", command));
                }
            }
            if (given == null) {
                given = given(each, command, runsInput, flow, said);
                repeats.put(each, given);
            }
            encoded += given.encodes() ? 1 : 0;
            flow = given.flow();
            said = given.said();
            packed = flow.isEmpty() && given.unpacks() ? String.join(" ", command) : ""; // and no download
        }
        Checks.look(pipeline, holders);
        if (encoded > 1) {
            add(Trait.Kind.HIDES_SECRETS, "base64 | base64");
        }
        String assigned = Words.assigned(pipeline.commands().getFirst().words());
        if (!assigned.isEmpty()) {
            holders.variable(assigned, flow.kept());
        }
        return flow;
    }

    private Given given(Command whole, List<String> command, boolean runsInput, Flow input, String said) {
        int changes = holders.changes();
        Flow flow = command(whole, command, input);
        String printed = handed(whole, command, runsInput, said);
        boolean encodes =
                !command.isEmpty() && Words.name(command.getFirst()).equals("base64") && !Outputs.isDecoding(command);
        return new Given(command, input, said, changes, flow, printed, runsInput, encodes, Archives.prints(command));
    }

    /** Reads what a shell is handed to run by the command before it, and gives what the command prints itself. */
    private String handed(Command whole, List<String> command, boolean runsInput, String said) {
        String read = said.isEmpty() ? holders.readText(whole.words()) : said;
        if (!read.isEmpty() && runsInput) {
            Language language = Language.ofInterpreter(command.getFirst());
            program(read, language == null ? Language.SHELL : language);
        }
        return Printed.of(whole, command, said);
    }

    /** What is substituted into a command, where that is a text which is written down. */
    private static String substitute(Command whole) {
        return whole.inner().isEmpty() ? "" : Printed.of(whole.inner());
    }

    private Flow command(Command whole, List<String> named, Flow piped) {
        String substitute = substitute(whole);
        List<String> command = holders.meant(named, substitute);
        String folder = holders.folders().here();
        Flow substituted = Flow.NONE;
        Flow kept = Flow.NONE;
        for (Pipeline inner : whole.inner()) {
            Flow flow = pipeline(inner, Flow.NONE);
            substituted = substituted.plus(flow);
            kept = kept.plus(flow.kept());
        }
        pipelines(whole.programs());
        holders.folders().backTo(folder); // what is in a shell of its own leaves it where it is
        holders.assign(whole.words(), kept, substitute);
        Flow input = piped.plus(holders.input(whole.words()));
        if (Words.readsSubstituted(whole.words())) {
            input = input.plus(substituted);
        }
        if (!command.isEmpty()) {
            input = input.plus(names(whole, command));
            runs(whole, command, input, substituted, substitute);
            sends(command, input, kept);
            others(command);
            if (Persistence.isOne(command, whole.words())) {
                add(Trait.Kind.PERSISTS, String.join(" ", whole.words()));
            }
        }
        Flow output = whole.group().isEmpty()
                ? Outputs.of(whole, command, input, kept, holders)
                : group(whole.group(), input);
        if (whole.isApart() && !whole.group().isEmpty()) {
            holders.folders().backTo(folder);
        }
        String printed = Printed.of(whole, command, "");
        String said = printed.indexOf(' ') < 0 ? "" : printed; // one word is no program
        if (holders.output(whole.words(), output, said) && !output.secret().isEmpty()) {
            add(Trait.Kind.SENDS_SECRETS, String.join(" ", whole.words()));
        }
        for (String word : said.isEmpty() ? List.<String>of() : whole.words()) {
            if (PROFILES.stream().anyMatch(word::endsWith)) { // which is run later
                written(holders.takeText(Words.target(word)), Language.SHELL);
            }
        }
        return output;
    }

    /** What commands in parentheses write: each may read what the whole is given. */
    private Flow group(List<Pipeline> group, Flow input) {
        Flow output = Flow.NONE;
        for (Pipeline each : group) {
            output = output.plus(pipeline(each, input));
        }
        return output;
    }

    /** The secrets of the workflow that a command which prints has in it. */
    private Flow names(Command whole, List<String> command) {
        boolean isGiven = Leaks.isGiver(command) && !Leaks.isSender(command);
        return isGiven
                ? Flow.names(Leaks.secrets(String.join(" ", command) + whole.document(), environment))
                : Flow.NONE;
    }

    private void ran(Flow flow, String by) {
        if (flow.isDecoded()) {
            add(Trait.Kind.RUNS_DECODED, by);
        } else if (flow.download() != null) {
            add(flow.download().kind(), flow.download().what());
        }
    }

    /** What a command reads and runs; what is substituted into the program of a shell, {@code eval} or {@code source}; and files. */
    private void runs(Command whole, List<String> command, Flow input, Flow substituted, String substitute) {
        String name = Words.name(command.getFirst());
        String shown = String.join(" ", command);
        if (Words.runsInput(command)) {
            ran(input, shown);
            judgeDocument(whole, command);
            String address = Downloads.within(command);
            if (!address.isEmpty()) { // as PowerShell has it: iex (iwr https://...)
                add(Downloads.kind(address), address);
            }
        }
        String opened = Downloads.opened(command);
        if (!opened.isEmpty()) {
            add(Downloads.kind(opened), shown);
        }
        Trait installed = Words.acts(command) ? Installers.fetched(command) : null;
        if (installed != null) {
            add(installed.kind(), installed.what());
        }
        boolean isShell =
                Words.isShell(name) || name.equals("eval") || name.equals("iex") || name.equals("invoke-expression");
        boolean isProgram = isShell || Words.isInterpreter(name) || name.equals("source") || name.equals(".");
        if (isProgram) {
            ran(substituted, "$(...)");
        }
        if (isShell) {
            String variable = program(command);
            ran(holders.named(variable), shown);
            program(holders.known(variable), Language.SHELL);
            program(substitute, Language.SHELL);
        }
        if (Holders.isVariable(command.getFirst())) { // what is in it is the command
            ran(holders.named(command.getFirst()), shown);
        }
        Trait built = Builders.isOne(name) ? Builders.of(command, holders).download() : null;
        if (built != null) {
            add(Downloads.ofTool(built).kind(), built.what());
        }
        String file = holders.filled(isProgram ? firstFile(command) : command.getFirst());
        file(file, isProgram, Words.isLaunched(whole.words()));
        String taken = holders.takeText(file);
        if (!taken.isEmpty()) {
            Language language = Language.ofInterpreter(name);
            written(taken, language == null ? Language.SHELL : language);
        }
        boolean isConnected = (Words.isShell(name) && Words.runsInput(command) || name.startsWith("$"))
                && holders.isConnected(whole.words());
        if (isConnected || Shells.isHanded(command)) {
            add(Trait.Kind.OPENS_SHELL, String.join(" ", whole.words()));
        }
    }

    /** A text that is handed to a shell or an interpreter; its own may be no deeper than others. */
    private void program(String text, Language language) {
        handedCharacters += text.length();
        if (text.indexOf(' ') >= 0 && handed < MOST_HANDED && handedCharacters < MOST_HANDED_CHARACTERS) {
            handed++;
            written(text, language);
            handed--;
        }
    }

    /** A program that the commands themselves wrote into a file. */
    private void written(String text, Language language) {
        Language own = language == Language.SHELL ? Language.ofFirstLine(text, language) : language;
        if (own == Language.SHELL) {
            pipelines(ShellText.read(text));
        } else {
            judge(text, own);
        }
    }

    /** The variable that a shell is given for a program: {@code eval "$X"}, {@code bash -c "$X"}; empty for another program. */
    private static String program(List<String> command) {
        String program =
                Words.isShell(command.getFirst()) ? Words.program(command) : command.size() > 1 ? command.get(1) : "";
        return program.startsWith("$") && program.indexOf(' ') < 0 ? program : "";
    }

    /** Files that lie oddly, that were downloaded, or decoded. */
    private void file(String file, boolean isProgram, boolean isLaunched) {
        String path = file.startsWith("./") ? file.substring(2) : file;
        if (isProgramFile(path) && SETTINGS.stream().anyMatch(path::startsWith)) {
            add(Trait.Kind.RUNS_HIDDEN, file);
        }
        boolean isRun = isProgram || isLaunched || path.length() < file.length() || file.indexOf('/') >= 0;
        boolean isFile = isRun || path.indexOf('.') > 0; // others are looked for elsewhere than where one is
        Flow flow = isFile ? holders.file(file) : holders.fileItself(file);
        if (flow.isDecoded()) {
            if (isRun && flow.names().isEmpty()) { // settings that are a secret are kept in Base64
                add(Trait.Kind.RUNS_DECODED, file);
            }
            return;
        }
        Trait source = flow.download();
        if (source == null) {
            return;
        }
        boolean isScript = isProgram || SCRIPTS.stream().anyMatch(path::endsWith);
        if (source.kind() == Trait.Kind.RUNS_DOWNLOAD_FROM_ANYWHERE || isScript) {
            add(source.kind(), source.what());
        } else if (!installed.contains(path) && (isRun || file.startsWith("$") || path.endsWith(".exe"))) {
            add(Trait.Kind.RUNS_TOOL, source.what());
        }
    }

    private void sends(List<String> command, Flow input, Flow kept) {
        Flow sent = Leaks.sent(command, input, kept, holders);
        if (!sent.secret().isEmpty()) {
            add(Trait.Kind.SENDS_SECRETS, String.join(" ", command));
        }
        if (Leaks.sendsSeveral(command, sent.names(), environment)) {
            add(Trait.Kind.SENDS_SEVERAL, String.join(" ", command));
        }
        String caught = Words.acts(command) ? Addresses.catching(String.join(" ", command)) : "";
        if (!caught.isEmpty()) {
            add(Trait.Kind.SENDS, caught);
        }
    }

    /** A program that an interpreter is handed as a word, and what is read of other processes. */
    private void others(List<String> command) {
        String name = Words.name(command.getFirst());
        String program = Leaks.program(command);
        Language language = program.isEmpty() ? null : Language.ofInterpreter(command.getFirst());
        if (language != null) {
            judge(program, language);
        }
        boolean isDumped = DUMPERS.contains(name) && text.contains("Runner.");
        if (Words.isEncoded(command)) {
            add(Trait.Kind.RUNS_DECODED, String.join(" ", command));
        }
        if (isDumped || Words.acts(command) && Leaks.readsMemory(command)) {
            add(Trait.Kind.READS_MEMORY, String.join(" ", command));
        }
    }

    private void judgeDocument(Command whole, List<String> command) {
        Language language = Language.ofInterpreter(command.getFirst());
        if (language != null && language != Language.SHELL && !whole.document().isEmpty()) {
            judge(whole.document(), language);
        }
    }

    /** A program of another language, and the commands that it starts. */
    private void judge(String written, Language language) {
        String program = BareCalls.plain(written, language);
        judge(written, program, language);
        String plain = language == Language.JAVASCRIPT ? PlainScript.of(program).text() : program;
        if (!plain.equals(program)) {
            judge(written, plain, language);
        }
    }

    private void judge(String written, String program, Language language) {
        ProgramText.traits(written, program).forEach(this::add);
        started(program, language);
    }

    private void started(String program, Language language) {
        if (depth < MOST_DEPTH) {
            CommandJudge inner = new CommandJudge(depth + 1);
            ProgramFlow flow = new ProgramFlow(program);
            for (String file : flow.written()) {
                String address = Addresses.first(List.of("", program));
                if (flow.loads(file)) {
                    add(Downloads.kind(address), address);
                }
                inner.holders.file(file, Flow.download(new Trait(Downloads.kind(address), address)));
                inner.installed.add(file.startsWith("./") ? file.substring(2) : file);
            }
            for (String each : ProgramCommands.of(program, language)) {
                inner.next(each, "", Map.of()).forEach(this::add);
            }
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
}
