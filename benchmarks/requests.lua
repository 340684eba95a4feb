-- Sends the requests of a file, each once, in their order. The file holds for each request its length in octets, a line
-- end, and the request as it goes over the wire. What came of it is printed as one line of JSON.
--
--     wrk -s requests.lua URL -- FILE [MILLISECONDS]
--
-- With MILLISECONDS, every connection rests so long before each of its requests.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  requests = {}
  sent = 0
  rest = tonumber(arguments[2])
  local file = assert(io.open(arguments[1], "rb"))
  for line in function() return file:read("*l") end do
    requests[#requests + 1] = file:read(tonumber(line))
  end
  file:close()
  available = #requests
  if rest then
    function delay() return rest end
  end
end

function request()
  sent = sent + 1
  return requests[(sent - 1) % available + 1]
end

function done(summary, latency)
  local sent, available = 0, 0
  for _, thread in ipairs(threads) do
    sent = sent + thread:get("sent")
    available = available + thread:get("available")
  end
  local errors = summary.errors
  io.write(string.format(
    '\n{"answered": %d, "seconds": %f, "median_ms": %f, "p99_ms": %f, "most_ms": %f, "refused": %d, "broken": %d, "sent": %d, "available": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout, sent, available))
end
