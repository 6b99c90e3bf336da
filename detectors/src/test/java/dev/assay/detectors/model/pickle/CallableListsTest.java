package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists themselves, and a pickle for every row of them in its role and out of it. */
class CallableListsTest {
    private final CallableLists lists = CallableLists.get();

    @Test
    void everyRowIsUniqueAndSane() {
        Set<String> pairs = new HashSet<>();
        for (CallableTable.Row row : lists.allowedRows()) {
            assertThat(pairs.add(row.module() + " " + row.name()))
                    .as(row.toString())
                    .isTrue();
            assertThat(row.module()).as("a module is exact").matches("[A-Za-z0-9_.]+");
            assertThat(row.name()).as("a name is exact").matches("[A-Za-z0-9_.]+");
            assertThat(row.line().first())
                    .isIn("type", "class", "constructor", "reconstructor", "value", "enumeration", "attribute");
            assertThat(row.line().second()).as("since when").hasSizeBetween(5, 80);
            assertThat(row.line().why()).hasSizeBetween(10, 200);
        }
        for (CallableTable.Row row : lists.deniedRows()) {
            assertThat(pairs.add(row.module() + " " + row.name()))
                    .as(row + " is on both lists")
                    .isTrue();
            assertThat(row.module()).matches("[A-Za-z0-9_.]+|\\*");
            assertThat(row.name()).matches("[A-Za-z0-9_.]+|\\*");
            assertThat(row.module().equals("*") && row.name().equals("*")).isFalse();
            assertThat(row.line().second()).isNotBlank();
            assertThat(row.line().why()).hasSizeBetween(10, 200);
        }
        assertThat(pairs).hasSizeGreaterThan(10_000);
    }

    @Test
    void noRowIsShadowed() {
        for (CallableTable.Row row : lists.allowedRows()) {
            assertThat(lists.deniedExactly(row.module(), row.name()))
                    .as(row.toString())
                    .isNull();
        }
        for (CallableTable.Row row : lists.deniedRows()) {
            CallableLists.Denied found = lists.deniedExactly(row.module(), row.name());
            assertThat(found).as(row.toString()).isNotNull();
            assertThat(found.why()).isEqualTo(row.line().why());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"allowlist.tsv", "denylist.tsv"})
    void theFileIsSortedAndAscii(String file) throws IOException {
        try (InputStream in = CallableLists.class.getResourceAsStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.chars()).allMatch(c -> c == '\n' || c == '\t' || c >= ' ' && c < 127);
            assertThat(text).endsWith("\n").doesNotContain("\n\n");
            List<String> modules = text.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("="))
                    .map(line -> line.substring(0, line.indexOf('\t')))
                    .toList();
            assertThat(modules).isSortedAccordingTo(Comparator.naturalOrder());
        }
    }

    @Test
    void everyAllowedRowIsSilentInItsRoleAndNotOutOfIt() {
        for (CallableTable.Row row : lists.allowedRows()) {
            String module = row.module();
            String name = row.name();
            CallableLists.Role role = CallableLists.Role.of(row.line().first());
            assertThat(worst(inRole(role, module, name))).as(row.toString()).isLessThan(Severity.MEDIUM);
            assertThat(worst(outOfRole(role, module, name))).as(row.toString()).isGreaterThanOrEqualTo(Severity.MEDIUM);
        }
    }

    private static byte[] inRole(CallableLists.Role role, String module, String name) {
        PickleBytes named = PickleBytes.proto(4).stackGlobal(module, name);
        return switch (role) {
            case TYPE, ATTRIBUTE -> named.stop();
            case CLASS ->
                named.op(Opcodes.EMPTY_TUPLE, Opcodes.NEWOBJ, Opcodes.EMPTY_DICT, Opcodes.BUILD)
                        .stop();
            case CONSTRUCTOR, RECONSTRUCTOR, VALUE, ENUMERATION ->
                // These read their argument as a file, which is judged as one.
                name.equals("_load_from_bytes") || name.equals("tzfile")
                        ? named.stop()
                        : named.op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE).stop();
        };
    }

    private static byte[] outOfRole(CallableLists.Role role, String module, String name) {
        PickleBytes named = PickleBytes.proto(4).stackGlobal(module, name);
        return switch (role) {
            case TYPE, CLASS -> named.op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE).stop();
            case CONSTRUCTOR, RECONSTRUCTOR ->
                named.op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE, Opcodes.EMPTY_TUPLE, Opcodes.REDUCE)
                        .stop();
            case VALUE, ENUMERATION ->
                named.op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE, Opcodes.EMPTY_DICT, Opcodes.BUILD)
                        .stop();
            case ATTRIBUTE -> named.op(Opcodes.EMPTY_DICT, Opcodes.BUILD).stop();
        };
    }

    @Test
    void everyDeniedRowIsReportedWhenItIsNamedAndWhenItIsCalled() {
        for (CallableTable.Row row : lists.deniedRows()) {
            String module = row.module().equals("*") ? "acme" : row.module();
            String name = row.name().equals("*") ? "anything" : row.name();
            String[] severities = row.line().first().split(">");
            PickleBytes named = PickleBytes.proto(4).stackGlobal(module, name);
            byte[] asNamed = row.line().second().equals(StateTextJudge.CATEGORY)
                    ? PickleBytes.proto(4)
                            .stackGlobal(module, name)
                            .op(Opcodes.EMPTY_TUPLE, Opcodes.NEWOBJ, Opcodes.NONE, Opcodes.BUILD)
                            .stop()
                    : named.bytes();
            assertThat(worst(asNamed)).as(row + " named").isGreaterThanOrEqualTo(Severity.of(severities[0]));
            byte[] called = named.op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE, Opcodes.EMPTY_TUPLE, Opcodes.REDUCE)
                    .stop();
            assertThat(worst(called))
                    .as(row + " called")
                    .isGreaterThanOrEqualTo(Severity.of(severities[severities.length - 1]))
                    .isGreaterThanOrEqualTo(Severity.MEDIUM);
        }
    }

    /** Silent is less than any severity: it is told from information by nothing that fails a build. */
    private static Severity worst(byte[] pickle) {
        return Decoding.of(pickle).findings().stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.INFO);
    }

    @Test
    void aPairIsFoundExactlyAndNothingBesideIt() {
        List<CallableTable.Row> rows = lists.allowedRows();
        assertThat(lists.allowed("collections", "OrderedDict")).isNotNull();
        for (String name :
                Arrays.asList("", "Ordered", "OrderedDictionary", "OrderedDict ", "OrderedDict\t", "\u00d6")) {
            assertThat(lists.allowed("collections", name)).as(name).isNull();
        }
        for (String module :
                Arrays.asList("", "collection", "collections.", "collectionsx", "~", "\uffff", "=00", "#")) {
            assertThat(lists.allowed(module, "OrderedDict")).as(module).isNull();
        }
        assertThat(lists.allowed(rows.getFirst().module(), rows.getFirst().name()))
                .isNotNull();
        assertThat(lists.allowed(rows.getLast().module(), rows.getLast().name()))
                .isNotNull();
    }

    @Test
    void dottedNamesAreAllowedOnlyAsExactRows() {
        assertThat(lists.allowed("zoneinfo", "ZoneInfo._unpickle")).isNotNull();
        assertThat(lists.allowed("numpy", "ndarray.tofile")).isNull();
    }

    /** Outside of TorchScript, where the archive's own code is meant, it may be any package beside the file. */
    @Test
    void classesOfTorchScriptAreNotListed() {
        assertThat(lists.allowed("__torch__.torch.nn", "Linear")).isNull();
        assertThat(lists.allowed("__torch__", "PlaceholderModule")).isNull();
    }

    @Test
    void modulesAreDeniedWithWhatIsBelowThem() {
        assertThat(lists.deniedModule("importlib.util")).isNotNull();
        assertThat(lists.deniedModule("os.anything")).isNotNull();
        assertThat(lists.deniedModule("osmnx")).isNull();
        assertThat(lists.deniedWalk("numpy", "f2py.crackfortran.getlincoef")).isNotNull();
        assertThat(lists.deniedWalk("collections", "_sys.modules")).isNotNull();
        assertThat(lists.deniedWalk("acme", "Net.forward")).isNull();
    }

    /** A reconstructor of the standard library runs the {@code __init__} of its second argument. */
    @Test
    void aReconstructorCallsItsBaseAndOnlyMakesItsClass() {
        byte[] usual = reconstructor("builtins", "object");
        assertThat(worst(usual)).isLessThan(Severity.MEDIUM);
        byte[] initialised = reconstructor("argparse", "Namespace");
        assertThat(Decoding.of(initialised).callable("argparse.Namespace").uses())
                .contains(dev.assay.engine.fact.CallableReference.Use.CALLED);
    }

    private static byte[] reconstructor(String baseModule, String base) {
        return PickleBytes.proto(2)
                .global("copyreg", "_reconstructor")
                .global("torch.nn.modules.linear", "Linear")
                .global(baseModule, base)
                .op(Opcodes.NONE, Opcodes.TUPLE3, Opcodes.REDUCE, Opcodes.EMPTY_DICT, Opcodes.BUILD)
                .stop();
    }

    /** What cloudpickle and dill make of code in the file is not run by making it. */
    @Test
    void codeOfTheFileCountsWhenItIsCalled() {
        PickleBytes made = PickleBytes.proto(4)
                .stackGlobal("cloudpickle.cloudpickle", "_make_function")
                .op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE);
        assertThat(worst(made.bytes())).isEqualTo(Severity.LOW);
        assertThat(worst(made.op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE).stop())).isEqualTo(Severity.HIGH);
    }
}
