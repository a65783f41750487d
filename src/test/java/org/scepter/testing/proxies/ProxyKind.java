package org.scepter.testing.proxies;

import java.util.List;
import java.util.Map;

/** The proxies for which there is an example. */
public enum ProxyKind {
  NGINX("nginx", "/usr/sbin/nginx", "nginx.conf") {
    @Override
    String wrapped(Place place) {
      return """
      user root;
      daemon off;
      worker_processes 1;
      pid %1$s/nginx.pid;
      error_log %1$s/error.log;
      events { worker_connections 64; }
      http {
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        proxy_bind %2$s;
        include %1$s/example.conf;
      }
      """
          .formatted(place.directory(), Place.SOURCE);
    }

    @Override
    List<String> command(Place place) {
      return List.of(program(), "-c", place.directory() + "/main.conf");
    }

    @Override
    Map<String, String> substitutes(Place place) {
      return Map.of(
          "listen 443 ",
          "listen 127.0.0.1:" + place.httpsPort() + " ",
          "listen 80 ",
          "listen 127.0.0.1:" + place.httpPort() + " ",
          "/var/log/nginx/",
          place.directory() + "/");
    }
  },
  HAPROXY("HAProxy", "/usr/sbin/haproxy", "haproxy.cfg") {
    @Override
    String wrapped(Place place) {
      return "";
    }

    @Override
    List<String> command(Place place) {
      return List.of(program(), "-db", "-f", place.directory() + "/example.conf");
    }

    @Override
    Map<String, String> substitutes(Place place) {
      return Map.of(
          "bind :443 ",
          "bind 127.0.0.1:" + place.httpsPort() + " ",
          "bind :80\n",
          "bind 127.0.0.1:" + place.httpPort() + "\n",
          "  user haproxy\n  group haproxy\n",
          "",
          "  log /dev/log local0\n",
          "  log stdout format raw local0\n",
          "  mode http\n",
          "  mode http\n  source " + Place.SOURCE + "\n");
    }
  },
  HTTPD("Apache httpd", "/usr/sbin/apache2", "httpd.conf") {
    @Override
    String wrapped(Place place) {
      return """
      ServerRoot %1$s
      DefaultRuntimeDir %1$s
      PidFile %1$s/httpd.pid
      ErrorLog %1$s/error.log
      Mutex file:%1$s
      User nobody
      Group nogroup
      ServerName localhost
      Listen 127.0.0.1:%2$d
      Listen 127.0.0.1:%3$d
      LoadModule mpm_event_module %5$s/mod_mpm_event.so
      LoadModule authz_core_module %5$s/mod_authz_core.so
      LoadModule headers_module %5$s/mod_headers.so
      LoadModule proxy_module %5$s/mod_proxy.so
      LoadModule proxy_http_module %5$s/mod_proxy_http.so
      LoadModule socache_shmcb_module %5$s/mod_socache_shmcb.so
      LoadModule ssl_module %5$s/mod_ssl.so
      ProxySourceAddress %4$s
      Include %1$s/example.conf
      """
          .formatted(
              place.directory(),
              place.httpsPort(),
              place.httpPort(),
              Place.SOURCE,
              "/usr/lib/apache2/modules");
    }

    @Override
    List<String> command(Place place) {
      return List.of(program(), "-D", "FOREGROUND", "-f", place.directory() + "/main.conf");
    }

    @Override
    Map<String, String> substitutes(Place place) {
      return Map.of(
          "*:443>",
          "127.0.0.1:" + place.httpsPort() + ">",
          "*:80>",
          "127.0.0.1:" + place.httpPort() + ">",
          "/var/log/apache2/",
          place.directory() + "/");
    }
  };

  private final String name;
  private final String program;
  private final String example;

  ProxyKind(String name, String program, String example) {
    this.name = name;
    this.program = program;
    this.example = example;
  }

  /** The main configuration around the example; empty if the example is one. */
  abstract String wrapped(Place place);

  abstract List<String> command(Place place);

  /** What stands in the example and what a test puts in its place; each has to stand there. */
  abstract Map<String, String> substitutes(Place place);

  public String program() {
    return program;
  }

  String example() {
    return example;
  }

  @Override
  public String toString() {
    return name;
  }
}
