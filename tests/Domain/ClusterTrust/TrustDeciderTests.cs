using Coffer.Contracts.Ports;
using Coffer.Domain.ClusterTrust;

namespace Coffer.Domain.Tests.ClusterTrust;

public sealed class TrustDeciderTests
{
    private static readonly DateTimeOffset Made = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_a_root_one_is_made() => Assert.IsType<TrustStep.Create>(TrustDecider.Decide([], Made));

    [Theory]
    [InlineData(-300, false)] // a clock that is far behind
    [InlineData(0, false)]
    [InlineData(243, false)]
    [InlineData(244, true)]
    [InlineData(364, true)]
    [InlineData(4000, true)] // the cluster was off for years
    public void A_root_is_followed_by_another_after_two_thirds_of_its_year(int days, bool rotates)
    {
        var root = Root("a", Made);

        var step = TrustDecider.Decide([root], Made.AddDays(days));

        Assert.Equal(rotates ? new TrustStep.Rotate(root) : new TrustStep.Keep(), step);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(71, false)]
    [InlineData(72, true)] // a day of announcement, a day of leaves, a day for clocks
    public void The_older_root_goes_once_its_last_leaf_must_be_gone(int hours, bool drops)
    {
        var newer = Root("b", Made.AddDays(244));

        var step = TrustDecider.Decide([Root("a", Made), newer], Made.AddDays(244).AddHours(hours));

        Assert.Equal(drops ? new TrustStep.Drop(newer) : new TrustStep.Keep(), step);
    }

    [Fact]
    public void What_was_done_is_not_due_again()
    {
        var now = Made.AddDays(244);
        var rotated = new[] { Root("a", Made), Root("b", now) };

        Assert.IsType<TrustStep.Keep>(TrustDecider.Decide(rotated, now));
        Assert.IsType<TrustStep.Keep>(TrustDecider.Decide([rotated[1]], now.AddDays(3)));
    }

    [Theory]
    [InlineData(0, "a")]
    [InlineData(23, "a")]
    [InlineData(24, "b")]
    [InlineData(999, "b")]
    public void A_new_root_signs_after_a_day(int hours, string signer) =>
        Assert.Equal(signer, TrustDecider.Signer([Root("a", Made), Root("b", Made.AddDays(244))], Made.AddDays(244).AddHours(hours)).Id);

    [Fact]
    public void A_new_root_signs_at_once_when_it_is_alone_or_the_older_one_has_expired()
    {
        Assert.Equal("b", TrustDecider.Signer([Root("b", Made)], Made).Id);
        Assert.Equal("b", TrustDecider.Signer([Root("a", Made), Root("b", Made.AddDays(400))], Made.AddDays(400)).Id);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(30, true)]
    public void A_leaf_is_renewed_after_two_thirds_of_its_day(int hours, bool due)
    {
        var root = Root("a", Made);

        Assert.Equal(due, LeafPlan.At(Made, root).IsDue(Made.AddHours(hours), root));
    }

    [Fact]
    public void A_leaf_is_renewed_when_another_root_signs() =>
        Assert.True(LeafPlan.At(Made, Root("a", Made)).IsDue(Made, Root("b", Made)));

    [Fact]
    public void A_leaf_is_back_dated_by_an_hour_and_does_not_outlive_its_root()
    {
        var root = Root("a", Made);

        Assert.Equal(new LeafPlan("a", Made.AddHours(-1), Made.AddHours(24)), LeafPlan.At(Made, root));
        Assert.Equal(root.NotAfter, LeafPlan.At(root.NotAfter.AddHours(-5), root).NotAfter);
    }

    private static RootFacts Root(string id, DateTimeOffset made) => new(id, made.AddHours(-1), made.AddDays(365));
}
