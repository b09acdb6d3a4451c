using System.Text.Json;

namespace Estop.Workers.Tests.Input;

public class InputContractTests
{
    [Fact]
    public void An_input_is_bound_with_its_defaults()
    {
        var input = Bound<DeviceInput>("""{"address":"north","protocol":"secured","channels":[1,2]}""");

        Assert.Equal(("north", 80, DeviceProtocol.Secured), (input.Address, input.Port, input.Protocol));
        Assert.Equal([1, 2], input.Channels);
    }

    [Theory]
    [InlineData("""{"address":"north","port":"9100"}""", "input.port", "9100", "a whole number from -2147483648 to 2147483647")]
    [InlineData("""{"address":"north","port":1.5}""", "input.port", "1.5", "a whole number")]
    [InlineData("""{"address":null}""", "input.address", "null", "a string")]
    [InlineData("""{"address":"north","port":null}""", "input.port", "null", "a whole number")]
    [InlineData("""{"address":"north","protocol":"open"}""", "input.protocol", "open", "one of \"plain\", \"secured\"")]
    [InlineData("""{"address":"north","protocol":1}""", "input.protocol", "1", "one of \"plain\", \"secured\"")]
    [InlineData("""{"address":"north","channels":[1,"two"]}""", "input.channels[1]", "two", "a whole number")]
    [InlineData("""{"address":"north","channels":{}}""", "input.channels", "{}", "an array")]
    [InlineData("""{}""", "input.address", null, "a string")]
    [InlineData("""{"address":"north","prot":1}""", "input.prot", "1", "address, port, protocol, channels")]
    [InlineData("""{"address":"north","port":70000}""", "input.port", "70000", "meets this rule")]
    [InlineData("""{"address":"n"}""", "input.address", "n", "meets this rule")]
    [InlineData("""[]""", "input", "[]", "an object")]
    [InlineData("null", "input", "null", "an object")]
    public void What_does_not_fit_is_named_with_field_value_and_remedy(
        string json, string field, string? value, string remedy)
    {
        var error = Assert.Single(Errors<DeviceInput>(json));

        Assert.Equal((field, value), (error.Field, error.Value));
        Assert.Contains(remedy, error.Remedy);
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public void All_that_does_not_fit_is_named_at_once_nested_values_included()
    {
        var errors = Errors<Fleet>("""{"devices":[{"address":5},{"port":"x"}],"owner":{"nme":"x"}}""");

        Assert.Equal(
            ["input.devices[0].address", "input.devices[1].port", "input.devices[1].address", "input.owner.nme", "input.owner.name"],
            errors.Select(error => error.Field));
        Assert.DoesNotContain(errors, error => error.Message.Contains("System.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_kind_that_takes_input_wants_one()
    {
        var errors = new List<FieldError>();

        Assert.Null(new InputContract<DeviceInput>().Bind(input: null, errors));

        var error = Assert.Single(errors);
        Assert.Equal("input", error.Field);
        Assert.Contains("address (a string)", error.Message);
    }

    [Theory]
    [InlineData("null", true)]
    [InlineData("{}", true)]
    [InlineData("""{"a":1}""", false)]
    [InlineData("[]", false)]
    public void A_kind_that_takes_no_input_refuses_one(string json, bool accepted)
    {
        var errors = new List<FieldError>();

        var input = new InputContract<NoInput>().Bind(JsonSerializer.Deserialize<JsonElement>(json), errors);

        Assert.Equal(accepted, input is NoInput);
        Assert.Equal(accepted, errors.Count == 0);
        Assert.Null(new InputContract<NoInput>().Schema);
    }

    [Theory]
    [InlineData("day", "a date such as \"2026-01-31\"")]
    [InlineData("time", "a time of day such as \"12:00:00\"")]
    [InlineData("key", "a string in base64")]
    [InlineData("version", "what its schema describes")]
    [InlineData("serial", "what its schema describes")]
    public void What_is_no_type_of_jsons_own_is_asked_for_as_it_is_written(string field, string expectation)
    {
        var values = new Dictionary<string, object>
        {
            ["day"] = "2026-01-31",
            ["time"] = "12:00:00",
            ["key"] = "AAAA",
            ["version"] = "1.2",
            ["serial"] = 5,
            [field] = "#",
        };

        var error = Assert.Single(Errors<Schedule>(JsonSerializer.Serialize(values)));

        Assert.Equal(($"input.{field}", $"Must be {expectation}.", $"Give {expectation}."), (error.Field, error.Message, error.Remedy));
    }

    [Fact]
    public void One_of_several_types_has_to_say_which()
    {
        Assert.Equal(2, Assert.IsType<Shape.Circle>(Bound<Shape>("""{"form":"circle","radius":2}""")).Radius);

        var error = Assert.Single(Errors<Shape>("""{"radius":2}"""));

        Assert.Equal(("input", "Give \"form\" as one of: \"circle\"."), (error.Field, error.Remedy));
    }

    [Fact]
    public void The_schema_tells_names_types_and_what_is_required()
    {
        var schema = new InputContract<DeviceInput>().Schema!.Value;

        Assert.Equal("string", schema.GetProperty("properties").GetProperty("address").GetProperty("type").GetString());
        Assert.Equal("integer", schema.GetProperty("properties").GetProperty("port").GetProperty("type").GetString());
        Assert.Equal(["address"], schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
    }

    private static TInput Bound<TInput>(string json)
    {
        var errors = new List<FieldError>();
        var input = new InputContract<TInput>().Bind(JsonSerializer.Deserialize<JsonElement>(json), errors);
        Assert.Empty(errors);
        return Assert.IsType<TInput>(input, exactMatch: false);
    }

    private static List<FieldError> Errors<TInput>(string json)
    {
        var errors = new List<FieldError>();
        Assert.Null(new InputContract<TInput>().Bind(JsonSerializer.Deserialize<JsonElement>(json), errors));
        return errors;
    }
}
