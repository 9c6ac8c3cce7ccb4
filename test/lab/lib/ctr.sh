#!/bin/bash
# Runs one "container" as a process: called inside the Pod's network namespace and fresh mount and pid namespaces (the program becomes pid 1).
# usage: ctr.sh DIR   (DIR holds: rootfs/ (mount point), mounts (src<TAB>dst<TAB>ro|rw), env0, argv0, user, cwd, etc/{hosts,resolv.conf,hostname})
set -euo pipefail
D=$1; R=$D/rootfs
mount --make-rprivate /
mount -t tmpfs -o mode=755,size=256m tmpfs "$R"
for d in bin sbin lib lib64; do if [ -L /$d ]; then cp -a /$d "$R/$d"; fi; done
for d in usr opt; do mkdir -p "$R/$d"; mount --bind /$d "$R/$d"; mount -o remount,bind,ro "$R/$d"; done
mkdir -p "$R"/{tmp,proc,dev,sys,run,var/run,var/lib,var/log,root,lab-bin,data}; chmod 1777 "$R/tmp" "$R/data"
mount -t proc proc "$R/proc"; mount --rbind /dev "$R/dev"; mount -t tmpfs -o mode=1777 tmpfs "$R/dev/shm"; mount -t sysfs -o ro sysfs "$R/sys" 2>/dev/null || true
# /etc is its own: a few files of the host, the rest belongs to the container's volumes
mkdir -p "$R/etc/ssl"; mount --bind /etc/ssl "$R/etc/ssl"; mount -o remount,bind,ro "$R/etc/ssl"
# ... but for the certificates that are trusted: the lab's CA counts as a public one
[ -f "$D/ca-certificates.crt" ] && mount --bind "$D/ca-certificates.crt" "$R/etc/ssl/certs/ca-certificates.crt"
for f in ld.so.cache nsswitch.conf passwd group services protocols localtime mime.types; do [ -e /etc/$f ] && cp -aL /etc/$f "$R/etc/$f"; done
for f in hosts resolv.conf hostname; do touch "$R/etc/$f"; mount --bind "$D/etc/$f" "$R/etc/$f"; done
while IFS=$'\t' read -r src dst mode; do
  [ -n "$src" ] || continue
  if [ -d "$src" ]; then mkdir -p "$R$dst"; else mkdir -p "$R$(dirname "$dst")"; [ -e "$R$dst" ] || touch "$R$dst"; fi
  mount --bind "$src" "$R$dst"; [ "$mode" = ro ] && mount -o remount,bind,ro "$R$dst"
done < "$D/mounts"
mapfile -d '' -t E < "$D/env0"; mapfile -d '' -t A < "$D/argv0"
U=$(cat "$D/user"); W=$(cat "$D/cwd")
ulimit -n 65536 2>/dev/null || true
exec chroot --userspec="$U" --groups="" "$R" /usr/bin/env -i -C "${W:-/}" "${E[@]}" "${A[@]}"
