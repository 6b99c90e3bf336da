package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.WholeBytes;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.ConflictMarks;
import dev.assay.engine.text.TreeRoom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One kind of file that makes a tool run something, held as a whole while its reader goes through it. Immutable. */
public final class AutorunDecoder implements Decoder {
    private static final String FAMILY = "indicator";

    /** The largest payload that anybody published is of 12 MB; what people write by hand is smaller by far. */
    static final int MOST_BYTES = 32 << 20;

    /** Extensions, and what commands fetch and run. */
    private static final Set<AutorunKind> TELL_PACKAGES = Set.of(
            AutorunKind.EDITOR_HOOKS,
            AutorunKind.PACKAGE_HOOKS,
            AutorunKind.AGENT_HOOKS,
            AutorunKind.BUILD_COMMANDS,
            AutorunKind.GRADLE_COMMANDS,
            AutorunKind.GYP_COMMANDS,
            AutorunKind.COMMIT_HOOKS,
            AutorunKind.IMAGE_COMMANDS,
            AutorunKind.STAGED_COMMANDS,
            AutorunKind.BUILD_WRAPPER,
            AutorunKind.WORKFLOW_STEPS,
            AutorunKind.PIPELINE_STEPS);

    /** What campaigns have published digests of. */
    private static final Set<AutorunKind> DIGESTED = EnumSet.of(
            AutorunKind.PACKAGE_HOOKS,
            AutorunKind.EDITOR_HOOKS,
            AutorunKind.AGENT_HOOKS,
            AutorunKind.STARTUP_LINES,
            AutorunKind.PAYLOAD_FILE);

    private final AutorunKind kind;
    private final boolean tellsDigest;

    private AutorunDecoder(AutorunKind kind, boolean tellsDigest) {
        this.kind = kind;
        this.tellsDigest = tellsDigest;
    }

    /** One decoder for each kind; digests are told of what goes by a name that payloads have had. */
    public static List<Decoder> all() {
        return all(Set.of());
    }

    /**
     * The same, and one that tells digests of whatever there is.
     *
     * @param digests by which the user knows files: {@code sha256}, {@code sha1}, {@code md5}; none for none
     */
    public static List<Decoder> all(Set<String> digests) {
        List<Decoder> all = new ArrayList<>();
        for (AutorunKind kind : AutorunKind.values()) {
            all.add(new AutorunDecoder(kind, digests.isEmpty()));
        }
        if (!digests.isEmpty()) {
            all.add(new DigestDecoder(digests));
        }
        return all;
    }

    /** Whether files of this name, the last part of a path, say what a tool runs by itself: few and small ones. */
    public static boolean hasHooks(String name) {
        return AutorunKind.hasHooks(name);
    }

    /** Whatever else the bytes may be, something else says so as well. */
    @Override
    public Format format() {
        return new Format(kind.id(), kind.magic(), true);
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public boolean serves(Families asked) {
        return TELL_PACKAGES.contains(kind) && asked.hasAny(Dependency.FAMILIES) || asked.has(FAMILY);
    }

    @Override
    public boolean interprets() {
        return kind != AutorunKind.PAYLOAD_FILE && kind != AutorunKind.SECRETS_DUMP;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        boolean isPayload = kind == AutorunKind.PAYLOAD_FILE || kind == AutorunKind.SECRETS_DUMP;
        if (isPayload && in.sizeBytes() > MOST_BYTES) {
            return; // none that is known is as large
        }
        try (WholeBytes whole = WholeBytes.read(in, budget, MOST_BYTES)) {
            if (!whole.isComplete()) {
                if (!isPayload) {
                    long unread = in.sizeBytes() < 0 ? -1 : in.sizeBytes() - whole.length();
                    out.gap(GapKind.LIMIT, whole.length(), "is larger than what may be held of such a file", unread);
                }
                return;
            }
            try (TreeRoom room = new TreeRoom(budget, whole.length())) {
                read(new Content(whole.bytes(), whole.length(), room, out));
            } catch (MalformedException refused) {
                throw ConflictMarks.told(whole.bytes(), whole.length(), refused);
            }
        }
    }

    private void read(Content content) throws IOException {
        boolean isPayloads = DIGESTED.contains(kind);
        if (tellsDigest && isPayloads) {
            DigestDecoder.tell("sha256", content);
        }
        switch (kind) {
            case WORKFLOW_STEPS -> WorkflowReader.read(content);
            case PIPELINE_STEPS -> PipelineReader.read(content);
            case PACKAGE_HOOKS -> PackageHooks.read(content);
            case GYP_COMMANDS -> GypCommands.read(content);
            case EDITOR_HOOKS -> EditorHooks.read(content);
            case AGENT_HOOKS -> SettingsHooks.agent(content);
            case GIT_HOOKS -> SettingsHooks.git(content);
            case STARTUP_LINES -> StartupLines.read(content);
            case BUILD_COMMANDS -> BuildCommands.xml(content);
            case GRADLE_COMMANDS -> BuildCommands.gradle(content);
            case BUILD_WRAPPER -> BuildSettings.wrapper(content);
            case MAVEN_OPTIONS -> BuildSettings.options(content);
            case GRADLE_SETTINGS -> BuildSettings.gradle(content);
            case GEM_EXTENSION -> content.program("rubygems", "extension");
            case CARGO_BUILD -> content.program("cargo", "build");
            case CARGO_PROGRAM -> NamedPrograms.cargo(content);
            case GEM_PROGRAMS -> NamedPrograms.gem(content);
            case PYTHON_BACKEND -> NamedPrograms.python(content);
            case PNPM_HOOKS -> content.program("pnpm", "hooks");
            case NPM_SETTINGS -> ToolSettings.npm(content);
            case YARN_SETTINGS -> ToolSettings.yarn(content);
            case CARGO_SETTINGS -> ToolSettings.cargo(content);
            case GEMFILE_PROGRAM -> content.program("bundler", "install");
            case COMMIT_HOOKS, STAGED_COMMANDS -> CommitHooks.read(kind, content);
            case HOOK_SCRIPT -> content.program("git-hook", CommitHooks.EVENT);
            case IMAGE_COMMANDS -> ImageCommands.read(content);
            case FOLDER_PROGRAM -> content.program("direnv", "enter");
            case NUGET_SCRIPT -> content.program("nuget", "install");
            case HOOK_FILE -> content.program("hook-file", "");
            case PAYLOAD_FILE -> Payloads.read(content);
            case SECRETS_DUMP -> SecretsDump.read(content);
        }
    }
}
