package dev.assay.app.cli;

import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** How options are made and read, the same for all commands. */
final class Options {
    private Options() {}

    static OptionSpec flag(String description, String... names) {
        // The fallback keeps --x true where the environment or a file has made true the default.
        return OptionSpec.builder(names)
                .type(boolean.class)
                .arity("0")
                .negatable(true)
                .fallbackValue("true")
                .description(description)
                .build();
    }

    static OptionSpec value(String label, String description, String... names) {
        return OptionSpec.builder(names)
                .type(String.class)
                .converters(Options::said)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** Values of an option that may be given several times, or, where there is a separator, several of them at once. */
    static OptionSpec values(String label, @Nullable String split, String description, String... names) {
        OptionSpec.Builder builder = OptionSpec.builder(names)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .converters(Options::said)
                .arity("1")
                .paramLabel(label)
                .description(description);
        return split == null ? builder.build() : builder.splitRegex(split).build();
    }

    /**
     * A text that is there. An empty one mostly comes from a variable that is not set: taken for none, or for the current folder,
     * it would do something else than was meant, such as telling a server what another one was to be told.
     */
    static String said(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("it is empty; is a variable not set?");
        }
        return text;
    }

    /** A value that {@code convert} understands; what it throws with a message is the user's fault. */
    static <T> OptionSpec value(
            Class<T> type,
            ITypeConverter<T> convert,
            String label,
            String initial,
            String description,
            String... names) {
        return OptionSpec.builder(names)
                .type(type)
                .converters(checked(convert))
                .paramLabel(label)
                .defaultValue(initial.isEmpty() ? null : initial)
                .description(description)
                .build();
    }

    /** One of a few words. */
    static OptionSpec choice(
            List<String> words, String label, @Nullable String initial, String description, String... names) {
        return OptionSpec.builder(names)
                .type(String.class)
                .converters(text -> oneOf(words, text))
                .completionCandidates(words)
                .paramLabel(label)
                .defaultValue(initial)
                .description(description)
                .build();
    }

    static String oneOf(List<String> words, String text) {
        if (words.contains(text)) {
            return text;
        }
        throw new TypeConversionException("'" + text + "' is none of " + String.join(", ", words));
    }

    static <T> ITypeConverter<T> checked(ITypeConverter<T> convert) {
        return text -> {
            try {
                return convert.convert(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("not a number: " + text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("not a day such as 2026-11-27: " + text);
            } catch (RuntimeException e) {
                throw new TypeConversionException(e.getMessage() == null ? "not understood: " + text : e.getMessage());
            }
        };
    }

    /** Also false where a command has no such option. */
    static boolean isSet(CommandSpec parsed, String name) {
        OptionSpec option = parsed.findOption(name);
        return option != null && Boolean.TRUE.equals(option.getValue());
    }

    /** Also null where a command has no such option. */
    static @Nullable String text(CommandSpec parsed, String name) {
        OptionSpec option = parsed.findOption(name);
        return option == null ? null : option.getValue();
    }

    /** The value of an option that always has one. */
    static <T> T value(CommandSpec parsed, Class<T> type, String name) {
        Object value = parsed.findOption(name).getValue();
        return type.cast(java.util.Objects.requireNonNull(value, name));
    }

    static List<String> list(ArgSpec argument) {
        List<String> all = argument.getValue();
        return all == null ? List.of() : List.copyOf(all);
    }
}
