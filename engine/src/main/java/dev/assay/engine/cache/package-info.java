/** Facts kept between runs, and how an unchanged file is known without opening it. */
@NullMarked
package dev.assay.engine.cache;

import org.jspecify.annotations.NullMarked;
