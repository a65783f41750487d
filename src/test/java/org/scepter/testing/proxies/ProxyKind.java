package org.scepter.testing.proxies;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The proxies for which there is an example. */
public enum ProxyKind {
  NGINX(
      "nginx",
      "/usr/sbin/nginx",
      "nginx.conf",
      "-c %s/main.conf",
      """
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
      """) {
    @Override
    Map<String, String> substitutes(Place place) {
      return Map.of(
          "listen 443 ", "listen " + place.https() + " ",
          "listen 80 ", "listen " + place.http() + " ",
          "/var/log/nginx/", place.directory() + "/");
    }
  },
  HAPROXY("HAProxy", "/usr/sbin/haproxy", "haproxy.cfg", "-db -f %s/example.conf", "") {
    @Override
    Map<String, String> substitutes(Place place) {
      return Map.of(
          "bind :443 ", "bind " + place.https() + " ",
          "bind :80\n", "bind " + place.http() + "\n",
          "  user haproxy\n  group haproxy\n", "",
          "  log /dev/log local0\n", "  log stdout format raw local0\n",
          "  mode http\n", "  mode http\n  source " + Place.SOURCE + "\n");
    }
  },
  HTTPD(
      "Apache httpd",
      "/usr/sbin/apache2",
      "httpd.conf",
      "-D FOREGROUND -f %s/main.conf",
      """
      ServerRoot %1$s
      DefaultRuntimeDir %1$s
      PidFile %1$s/httpd.pid
      ErrorLog %1$s/error.log
      Mutex file:%1$s
      User nobody
      Group nogroup
      ServerName localhost
      Listen %3$s
      Listen %4$s
      LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
      LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
      LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
      LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
      LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
      LoadModule socache_shmcb_module /usr/lib/apache2/modules/mod_socache_shmcb.so
      LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so
      ProxySourceAddress %2$s
      Include %1$s/example.conf
      """) {
    @Override
    Map<String, String> substitutes(Place place) {
      return Map.of(
          "*:443>", place.https() + ">",
          "*:80>", place.http() + ">",
          "/var/log/apache2/", place.directory() + "/");
    }
  };

  private final String name;
  private final String program;
  private final String example;
  private final String options;
  private final String main;

  ProxyKind(String name, String program, String example, String options, String main) {
    this.name = name;
    this.program = program;
    this.example = example;
    this.options = options;
    this.main = main;
  }

  /** What stands in the example and what a test puts in its place; each has to stand there. */
  abstract Map<String, String> substitutes(Place place);

  /** The main configuration around the example; empty if the example is one. */
  String wrapped(Place place) {
    return main.formatted(place.directory(), Place.SOURCE, place.http(), place.https());
  }

  List<String> command(Place place) {
    List<String> command = new ArrayList<>(List.of(program));
    for (String option : options.split(" ", -1)) {
      command.add(option.formatted(place.directory()));
    }
    return command;
  }

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
