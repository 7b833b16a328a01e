-- Sums over windows, as `tally.rs` keeps them in memory. Times are milliseconds; `ARGV[1]` is the present.
-- A sum is a hash: w (begin of the window, or of the oldest unit; -1 = no window is open), c (end of the window before),
-- s (the sum), p (what is held), e (when keys were last given longer to live), t (when what was added lately was last
-- cleared of what is old), and a field for each unit of a rolling sum.
-- Beside it: who holds what (`id|amount`, by the end of the lease), and what was added lately (`row|amount|at`, or
-- `row` alone, which the ledger told of first).

local DAYS = 691200000
local HOUR = 3600000
local QUARTER = 900000
local now = tonumber(ARGV[1])

local function int(number) return string.format('%.0f', number) end

-- Reads a frame from ARGV[i] on into g; the index behind it.
-- F from | R from unit length | r from unit length (the ledger does not know it) | O length
local function frame(g, i)
  g.frame = ARGV[i]
  if g.frame == 'F' then
    g.from = tonumber(ARGV[i + 1])
    return i + 2
  elseif g.frame == 'O' then
    g.length = tonumber(ARGV[i + 1])
    return i + 2
  end
  g.from, g.unit, g.length = tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
  return i + 4
end

-- Writes a sum down as it stands.
local function keep(g)
  redis.call('HSET', g.hash, 'w', int(g.w), 's', int(g.sum), 'p', int(g.held), 'c', int(g.closed))
end

-- Keys live for days, so it is enough to prolong that now and then.
local function prolong(g)
  if g.fresh and now - g.fresh < HOUR then return end
  redis.call('HSET', g.hash, 'e', now)
  redis.call('PEXPIRE', g.hash, DAYS)
  redis.call('PEXPIRE', g.holds, DAYS)
  g.fresh = now
end

-- Reservations whose lease has run out. True: there were some.
local function lapse(g)
  local over = redis.call('ZRANGEBYSCORE', g.holds, '-inf', now)
  for _, hold in ipairs(over) do
    redis.call('ZREM', g.holds, hold)
    g.held = g.held - tonumber(string.match(hold, '|(%d+)$'))
  end
  return #over > 0
end

-- Moves the window to the present. False: nothing is known of it.
local function roll(g)
  local have = redis.call('HMGET', g.hash, 'w', 's', 'p', 'c', 'e', 't')
  if not have[1] then
    if g.frame ~= 'r' then return false end
    g.w, g.sum, g.held, g.closed = g.from, 0, 0, 0
    keep(g)
    prolong(g)
    return true
  end
  g.w, g.sum, g.held, g.closed = tonumber(have[1]), tonumber(have[2]), tonumber(have[3]), tonumber(have[4])
  g.fresh, g.tidy = tonumber(have[5]), tonumber(have[6])
  local begun, moved = g.w, lapse(g)
  if g.frame == 'F' then
    if g.w < g.from then g.w, g.sum = g.from, 0 end
  elseif g.frame == 'O' then
    if g.w >= 0 and g.w + g.length <= now then g.w, g.closed, g.sum = -1, g.w + g.length, 0 end
  elseif g.from - g.w > g.length + g.unit then
    redis.call('DEL', g.hash)
    g.w, g.sum, g.fresh, g.tidy = g.from, 0, nil, nil
  else
    while g.w < g.from do
      local gone = redis.call('HGET', g.hash, int(g.w))
      if gone then
        g.sum = g.sum - tonumber(gone)
        redis.call('HDEL', g.hash, int(g.w))
      end
      g.w = g.w + g.unit
    end
  end
  if moved or g.w ~= begun then keep(g) end
  prolong(g)
  return true
end

-- Late ones that belong to a window before are not in this one.
local function add(g, amount, at)
  if g.frame == 'F' then
    if at >= g.w then g.sum = g.sum + amount end
  elseif g.frame == 'O' then
    local opens = math.max(at - at % QUARTER, g.closed)
    if g.w >= 0 and at >= g.w + g.length then
      g.closed = g.w + g.length
      g.w, g.sum = math.max(opens, g.closed), amount
    elseif g.w >= 0 and at >= g.w then
      g.sum = g.sum + amount
    elseif g.w >= 0 and at >= g.closed then
      g.w, g.sum = opens, g.sum + amount
    elseif g.w < 0 and at >= g.closed then
      g.w, g.sum = opens, amount
    end
  else
    local begin = at - at % g.unit
    if begin >= g.w then
      redis.call('HINCRBY', g.hash, int(begin), int(amount))
      g.sum = g.sum + amount
    end
  end
end
