package dev.assay.app.cli;

import dev.assay.app.data.DataStore;
import dev.assay.app.data.Dataset;
import dev.assay.app.render.Terminal;
import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.PopularNames;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is kept of reference data, how old it is, and whether it is whole. Pure functions. */
final class DataStatus {
    private DataStatus() {}

    /** Tells of each; returns whether all of it is whole and was read. */
    static boolean tell(DataStore store, Context context) throws IOException {
        List<Dataset> all = store.datasets(List.of());
        if (all.isEmpty()) {
            context.out().println("nothing is kept; what comes with the build is used");
        }
        boolean isWhole = true;
        for (Dataset each : all) {
            boolean whole = store.isWhole(each);
            isWhole &= whole && each.unread() == 0;
            tell(each, whole, context);
        }
        builtIn(all, context);
        return isWhole;
    }

    private static void tell(Dataset each, boolean whole, Context context) {
        context.out()
                .printf(
                        Locale.ROOT,
                        "%-16s %,10d %s, of %s%s, taken %s from %s, sha256:%s%s%s%s%s%n",
                        each.name(),
                        each.entries(),
                        counted(each.entries(), each.kind() == Dataset.Kind.POPULAR ? "name" : "indicator"),
                        each.date().isEmpty() ? "no date" : each.date(),
                        age(each)
                                .map(days -> " (" + days + counted(days, " day") + " old)")
                                .orElse(""),
                        each.fetched(),
                        Terminal.escape(each.source(), true),
                        each.sourceDigest(),
                        each.signer().isEmpty() ? "" : ", signed with " + each.signer(),
                        inPlaceOf(each),
                        notRead(each),
                        whole ? "" : ", DAMAGED: take it again");
        each.notes().forEach(note -> context.out().println(" ".repeat(17) + Terminal.escape(note, true)));
    }

    private static String counted(long number, String one) {
        return number == 1 ? one : one + "s";
    }

    /** What is not compared with any longer: few names in the place of many are a mistake that nobody notices else. */
    private static String inPlaceOf(Dataset list) {
        return list.kind() != Dataset.Kind.POPULAR
                ? ""
                : Ecosystem.ofType(list.type())
                        .flatMap(PopularNames::builtIn)
                        .map(of -> String.format(
                                Locale.ROOT,
                                ", in place of the %,d of the build",
                                of.names().size()))
                        .orElse("");
    }

    /** The lists of names that count since there is no other, and where there is none at all. */
    private static void builtIn(List<Dataset> kept, Context context) {
        List<String> without = new ArrayList<>();
        for (String type : Ecosystem.types()) {
            if (kept.stream()
                    .noneMatch(each ->
                            each.kind() == Dataset.Kind.POPULAR && each.type().equals(type))) {
                Optional<PopularNames> list = Ecosystem.ofType(type).flatMap(PopularNames::builtIn);
                if (list.isEmpty()) {
                    without.add(type);
                } else {
                    context.out()
                            .printf(
                                    Locale.ROOT,
                                    "%-16s %,10d names, of %s, of the build%n",
                                    "popular/" + type,
                                    list.get().names().size(),
                                    list.get().date());
                }
            }
        }
        if (!without.isEmpty()) {
            context.out().println("no list of popular names, and so no look-alikes, for " + String.join(", ", without));
        }
    }

    /** Of the data, or where that has no date of when it was taken. */
    private static Optional<Long> age(Dataset dataset) {
        String date = dataset.date().isEmpty() ? dataset.fetched() : dataset.date();
        try {
            Instant then = date.length() == 10
                    ? LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(date.replace(' ', 'T') + (date.endsWith("Z") ? "" : "Z"));
            return Optional.of(Math.max(Duration.between(then, Instant.now()).toDays(), 0));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** How much of it could not be read, to be added to what is said of it. */
    static String notRead(Dataset dataset) {
        return dataset.unread() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", NOT READ in %,d %s",
                        dataset.unread(),
                        dataset.unread() == 1 ? "place" : "places");
    }
}
