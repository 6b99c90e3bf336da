/** Reports as people and programs read them. Each renderer takes the report as it is made and knows nothing of scanning. */
@NullMarked
package dev.assay.app.render;

import org.jspecify.annotations.NullMarked;
