package dev.assay.app.render;

import dev.assay.engine.fact.Property;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.fact.TensorStatistics;
import dev.assay.engine.report.Inspected;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a model is, for people: a line for each thing that is known, and its largest tensors as a table. */
final class InspectedText {
    /** What is said first, and how. */
    private static final Map<String, String> TITLES = titles();

    private static final int TITLE_COLUMNS = 16;
    private static final int MOST_METADATA = 12;
    private static final int MOST_CODE = 5;
    private static final int MOST_NAME_COLUMNS = 48;
    private static final int MOST_LINES = 4;

    private final Page page;
    private final RenderOptions options;

    private InspectedText(Page page, RenderOptions options) {
        this.page = page;
        this.options = options;
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put(Property.NAME, "name");
        titles.put(Property.VERSION, "version");
        titles.put(Property.DESCRIPTION, "description");
        titles.put(Property.FRAMEWORK, "framework");
        titles.put(Property.FRAMEWORK_VERSION, "its version");
        titles.put(Property.FORMAT_VERSION, "format version");
        titles.put(Property.BYTE_ORDER, "byte order");
        titles.put(Property.ARCHITECTURE, "architecture");
        titles.put(Property.PARAMETERS, "parameters");
        titles.put(Property.TENSOR_BYTES, "tensors");
        titles.put(Property.TYPES, "types");
        titles.put(Property.QUANTIZATION, "quantization");
        titles.put(Property.LICENCE, "licence");
        titles.put(Property.AUTHOR, "author");
        titles.put(Property.ORIGIN, "origin");
        titles.put(Property.PRODUCER, "written by");
        return Collections.unmodifiableMap(titles);
    }

    static void write(Page page, Inspected model, RenderOptions options) {
        new InspectedText(page, options).write(model);
    }

    private void write(Inspected model) {
        page.badge(Style.INFO, "MODEL")
                .spaces(2)
                .name(Style.PLACE, model.location().toString())
                .newLine();
        row("format", model.formats().isEmpty() ? "not known" : String.join(", ", model.formats()));
        if (model.sizeBytes() >= 0) {
            row("size", Amounts.bytes(model.sizeBytes()));
        }
        TITLES.forEach((name, title) -> row(title, values(model, name)));
        row("sha256", model.sha256());
        code(model);
        metadata(model);
        tensors(model);
        statistics(model);
        page.newLine().flush();
    }

    private static String values(Inspected model, String name) {
        String joined = String.join(", ", model.values(name));
        if (joined.isEmpty()) {
            return joined;
        }
        String tensors = model.property(Property.TENSORS);
        return switch (name) {
            case Property.PARAMETERS -> grouped(joined);
            case Property.TENSOR_BYTES -> (tensors.isEmpty() ? "" : grouped(tensors) + ", ") + bytes(joined);
            default -> joined;
        };
    }

    private void code(Inspected model) {
        if (model.codeCount() == 0) {
            row("code", "none was recognised");
            return;
        }
        int most = options.verbose()
                ? model.code().size()
                : Math.min(MOST_CODE, model.code().size());
        String shown = String.join(", ", model.code().subList(0, most));
        int more = model.codeCount() - most;
        row("code", shown + (more > 0 ? " and " + Amounts.count(more) + " more (--verbose)" : ""));
    }

    private void metadata(Inspected model) {
        List<Property> own = model.properties().stream()
                .filter(property ->
                        !TITLES.containsKey(property.name()) && !property.name().equals(Property.TENSORS))
                .toList();
        int most = options.verbose() ? own.size() : Math.min(MOST_METADATA, own.size());
        for (Property property : own.subList(0, most)) {
            String key = property.name().startsWith(Property.METADATA)
                    ? property.name().substring(Property.METADATA.length())
                    : property.name();
            row("metadata", key + " = " + property.value());
        }
        if (own.size() > most) {
            row("metadata", "and " + Amounts.count(own.size() - most) + " more (--verbose)");
        }
    }

    /** The largest first, since a table of thousands is not read; all of them as they stand in the file. */
    private void tensors(Inspected model) {
        boolean all = options.tensors() >= model.tensors().size();
        List<TensorInfo> shown = all
                ? model.tensors()
                : model.tensors().stream()
                        .sorted(Comparator.comparingLong(TensorInfo::sizeBytes).reversed())
                        .limit(options.tensors())
                        .toList();
        if (shown.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(all ? "tensor" : "largest tensors", "type", "shape", "size"));
        for (TensorInfo tensor : shown) {
            rows.add(List.of(
                    Terminal.escape(tensor.name(), options.unicode()),
                    Terminal.escape(tensor.dtype(), options.unicode()),
                    tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(" x ")),
                    tensor.sizeBytes() < 0 ? "?" : Amounts.bytes(tensor.sizeBytes())));
        }
        page.newLine();
        table(rows);
        long more = count(model.property(Property.TENSORS)) - shown.size();
        if (more > 0) {
            page.spaces(2)
                    .add(Style.DIM, "and " + Amounts.count(more, "more tensor", "more tensors") + " (--tensors all)")
                    .newLine();
        }
    }

    /** Of the tensors with the most numbers, as many as the table of tensors has. */
    private void statistics(Inspected model) {
        List<TensorStatistics> shown = model.statistics().stream()
                .sorted(Comparator.comparingLong(TensorStatistics::sizeBytes).reversed())
                .limit(options.tensors())
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("numbers of", "mean", "deviation", "largest", "zeros", "low byte", "largest output"));
        for (TensorStatistics tensor : shown) {
            TensorStatistics.Values values = tensor.values();
            rows.add(List.of(
                    Terminal.escape(tensor.name(), options.unicode()),
                    figure(values.mean()),
                    figure(values.deviation()),
                    figure(values.largest()),
                    figure(100.0 * values.zeros() / Math.max(values.count(), 1)) + " %",
                    lowByte(tensor.bits()),
                    largest(tensor.outputs())));
        }
        page.newLine();
        table(rows);
    }

    private static String lowByte(TensorStatistics.Bits bits) {
        return bits.segments() == 0
                ? "-"
                : String.format(
                        Locale.ROOT, "%.3f bits; noise in %d of %d", bits.entropy(), bits.noise(), bits.segments());
    }

    private static String largest(TensorStatistics.Outputs outputs) {
        return outputs.count() == 0
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%d of %d: %.1f spreads above",
                        outputs.largestAt(),
                        outputs.count(),
                        outputs.score());
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private void table(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.min(Math.max(widths[i], Terminal.columns(row.get(i))), MOST_NAME_COLUMNS);
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            Style style = r == 0 ? Style.DIM : Style.PLAIN;
            page.spaces(2);
            for (int i = 0; i < widths.length; i++) {
                String cell = rows.get(r).get(i);
                page.add(style, cell);
                if (i < widths.length - 1) {
                    page.spaces(Math.max(widths[i] - Terminal.columns(cell), 0) + 2);
                }
            }
            page.newLine();
        }
    }

    private void row(String title, String value) {
        if (!value.isEmpty()) {
            page.spaces(2)
                    .add(Style.DIM, title)
                    .spaces(Math.max(TITLE_COLUMNS - title.length(), 1))
                    .prose(Style.PLAIN, value, options.verbose() ? Integer.MAX_VALUE : MOST_LINES);
        }
    }

    /** A sum that may be larger than a long holds, in groups of three digits where it is not. */
    private static String grouped(String number) {
        return number.length() > 18 ? number : Amounts.count(count(number));
    }

    private static String bytes(String number) {
        return number.length() > 18 ? number + " B" : Amounts.bytes(count(number));
    }

    /** What a property holds is data, so it need not be a number. */
    private static long count(String number) {
        boolean digits = !number.isEmpty() && number.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && number.length() <= 18 ? Long.parseLong(number) : 0;
    }
}
