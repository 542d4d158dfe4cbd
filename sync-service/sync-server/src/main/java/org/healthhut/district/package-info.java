/**
 * What the district knows, as a program: {@link org.healthhut.district.Main} reads the {@link
 * org.healthhut.district.Settings} and puts the features together.
 */
@NullMarked
package org.healthhut.district;

import org.jspecify.annotations.NullMarked;
