package org.healthhut.district;

import java.io.IOException;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** Serves the libraries of the pages from our own origin, whatever their version. */
@Configuration(proxyBeanMethods = false)
class Pages implements WebMvcConfigurer {
  private static final String WEB_JARS = "classpath*:/META-INF/resources/webjars/";

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    library(registry, "/lib/htmx.js", "htmx.org/*/dist/htmx.min.js");
    library(registry, "/lib/chart.js", "chart.js/*/dist/chart.umd.min.js");
  }

  private static void library(ResourceHandlerRegistry registry, String address, String file) {
    try {
      var found = new PathMatchingResourcePatternResolver().getResources(WEB_JARS + file);
      if (found.length != 1) {
        throw new IllegalStateException(file + " is there " + found.length + " times");
      }
      registry
          .addResourceHandler(address)
          .addResourceLocations(found[0].createRelative("./"))
          .setCacheControl(CacheControl.maxAge(Duration.ofDays(1)))
          .resourceChain(true)
          .addResolver(new Only(String.valueOf(found[0].getFilename())));
    } catch (IOException e) {
      throw new IllegalStateException("cannot look for " + file, e);
    }
  }

  /** Finds one file of its folder, whatever is asked for. */
  private static final class Only extends PathResourceResolver {
    private final String file;

    Only(String file) {
      this.file = file;
    }

    @Override
    protected Resource getResource(String path, Resource location) throws IOException {
      return location.createRelative(file);
    }
  }
}
