using Coffer.Contracts;
using Coffer.Domain.Feeds;
using CsCheck;

namespace Coffer.Domain.Tests.Feeds;

/// <summary>
/// Whatever happens in whichever order: in the end each receiver has the newest version, and nothing was ever handed out twice
/// at once or out of order.
/// </summary>
public sealed class HandOutQueueProperties
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private enum Move
    {
        See,
        SeeUrgent,
        Delete,
        Echo,
        Take,
        Done,
        Fail,
        RetryNow,
        Relist,
        Doubt,
        Later,
    }

    [Fact]
    public void The_newest_version_always_gets_through() =>
        Gen.Select(Gen.Enum<Move>(), Gen.Int[0, 5], Gen.Int[0, 7]).List[0, 200].Sample(moves =>
        {
            var world = new World();
            foreach (var (move, key, which) in moves)
            {
                world.Play(move, key, which);
            }

            world.Settle();
        }, iter: 5_000);

    private sealed class World
    {
        private readonly HandOutQueue<string> _queue = new(new HandOutLimits { Parallel = 3, PerNamespace = 2 }, (_, newer) => newer);
        private readonly Dictionary<ObjectKey, (ulong Version, bool Exists)> _truth = [];
        private readonly Dictionary<ObjectKey, (ulong Version, bool Exists)> _receivers = [];
        private readonly List<HandOut<string>> _underWay = [];
        private DateTimeOffset _now = Start;
        private ulong _version;

        public void Play(Move move, int number, int which)
        {
            var key = new ObjectKey($"n{number % 3}", $"o{number}");
            switch (move)
            {
                case Move.See or Move.SeeUrgent:
                    _truth[key] = (++_version, true);
                    Assert.True(_queue.Seen(key, "u", _version, $"{_version}", move == Move.SeeUrgent));
                    break;
                case Move.Delete when _truth.GetValueOrDefault(key).Exists:
                    _truth[key] = (++_version, false);
                    Assert.True(_queue.Gone(key, "u", _version, null));
                    break;
                case Move.Echo when _truth.TryGetValue(key, out var truth) && truth is { Exists: true, Version: > 1 }:
                    _queue.Seen(key, "u", truth.Version - 1, "echo", urgent: true);
                    break;
                case Move.Take when _queue.TryTake(_now, out var handOut):
                    Assert.DoesNotContain(_underWay, other => other.Key == handOut.Key);
                    _underWay.Add(handOut);
                    break;
                case Move.Done when _underWay.Count > 0:
                    Deliver(which);
                    break;
                case Move.Fail when _underWay.Count > 0:
                    _queue.Failed(Remove(which), _now);
                    break;
                case Move.RetryNow:
                    _queue.RetryNow();
                    break;
                case Move.Relist:
                    Relist(key);
                    break;
                case Move.Doubt:
                    Lose(key);
                    break;
                case Move.Later:
                    _now += TimeSpan.FromSeconds(which);
                    break;
                default:
                    break;
            }

            Assert.True(_queue.UnderWay == _underWay.Count && _underWay.Count <= 3);
        }

        /// <summary>From now on every hand-out succeeds.</summary>
        public void Settle()
        {
            for (var round = 0; _underWay.Count > 0 || _queue.Dirty > 0; round++)
            {
                Assert.True(round < 1000, "the queue does not run dry");
                _now = _queue.NextRetry > _now ? _queue.NextRetry.Value : _now;
                Play(Move.Take, 0, 0);
                Play(Move.Done, 0, 0);
            }

            var existing = _truth.Where(truth => truth.Value.Exists).ToDictionary();
            Assert.Equal(existing, _receivers.Where(receiver => receiver.Value.Exists).ToDictionary());
            Assert.Equal(existing.Count, _queue.Count);
        }

        private void Deliver(int which)
        {
            var handOut = Remove(which);
            var before = _receivers.GetValueOrDefault(handOut.Key);
            Assert.True(handOut.Version >= before.Version, "an older version after a newer one");
            Assert.True(handOut.Deleted || handOut.Item == $"{handOut.Version}", "version and object don't belong together");
            _receivers[handOut.Key] = (handOut.Version, !handOut.Deleted);
            _queue.Done(handOut);
        }

        /// <summary>One object vanishes unseen; the list tells.</summary>
        private void Relist(ObjectKey vanished)
        {
            _truth.Remove(vanished, out _);
            _queue.Listing();
            foreach (var (key, truth) in _truth.Where(truth => truth.Value.Exists))
            {
                _queue.Seen(key, "u", truth.Version, $"{truth.Version}", urgent: false);
            }

            _version++;
            foreach (var gone in _queue.Listed())
            {
                _queue.Gone(gone.Key, gone.Uid, _version, null);
            }
        }

        /// <summary>A receiver lost what it had; a sweep finds out and one GET brings the object.</summary>
        private void Lose(ObjectKey key)
        {
            foreach (var known in _queue.Settled().Where(known => known.Key == key))
            {
                _receivers.Remove(key);
                _queue.Doubt(known);
                Assert.True(_queue.Seen(key, "u", known.Version, $"{known.Version}", urgent: false));
            }
        }

        private HandOut<string> Remove(int which)
        {
            var handOut = _underWay[which % _underWay.Count];
            _underWay.Remove(handOut);
            return handOut;
        }
    }
}
