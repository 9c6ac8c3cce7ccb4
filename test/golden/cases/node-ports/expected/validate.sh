  --only ID|GROUP       run only these checks; ID and GROUP may be a prefix or
                        a pattern with *; repeatable
  --skip ID|GROUP       do not run these checks; same syntax as --only
  --list                list the checks without running them
  --address ADDRESS     address of the gateway
                        (default: from the status of the Gateway)
  --http-port PORT      (default: 80, or its node port)
  --https-port PORT     (default: 443, or its node port)
  --insecure, -k        do not verify the certificate (self-signed trials)
  --cacert FILE         verify the certificate with this CA
  --credentials FILE    read variables from this file too, one NAME=VALUE a line
  --reached "404 405"   more statuses that count as a response of a service
  --marker HEADER       response header that names the backend
                        (default: x-backend)
  --timeout SECONDS     timeout of one request (default: 10)
  --json                print one JSON object per line instead of TAP
  --no-color            print without colors
