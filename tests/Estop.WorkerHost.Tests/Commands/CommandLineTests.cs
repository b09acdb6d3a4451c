using System.Text.Json;

namespace Estop.WorkerHost.Tests.Commands;

/// <summary>From a request to the arguments of a program: nothing that is given can become more than it stands for.</summary>
public class CommandLineTests
{
    [Theory]
    [InlineData("a b; rm -rf / #")]
    [InlineData("$(touch x)")]
    [InlineData("`id`")]
    [InlineData("\"quoted\" 'both'")]
    [InlineData("{address}")]
    [InlineData("line\nbreak")]
    public void A_value_stays_inside_its_argument(string value)
    {
        var command = Command("--at={address}", "{address}", "fixed");

        Assert.Equal([$"--at={value}", value, "fixed"], command.ArgumentsFor(Bound(command, new { address = value })));
    }

    [Fact]
    public void Braces_can_be_meant()
    {
        var command = Command("{{address}} {address} }}");

        Assert.Equal(["{address} x }"], command.ArgumentsFor(Bound(command, new { address = "x" })));
    }

    [Fact]
    public void An_argument_of_a_field_that_was_not_given_is_left_out()
    {
        var command = Command(
            options => options.Input["interval"] = new CommandField { Type = CommandFieldType.Integer, Required = false },
            "{address}", "--every={interval}", "last");

        Assert.Equal(["x", "last"], command.ArgumentsFor(Bound(command, new { address = "x" })));
        Assert.Equal(["x", "--every=5", "last"], command.ArgumentsFor(Bound(command, new { address = "x", interval = 5 })));
    }

    [Fact]
    public void The_environment_is_what_was_allowed_and_what_was_said()
    {
        Environment.SetEnvironmentVariable("ESTOP_TEST_SECRET", "secret");
        var command = Command(options => options.Environment["DEVICE"] = "cam/{address}", "{address}");

        var environment = command.EnvironmentFor(Bound(command, new { address = "x" }));

        Assert.Equal("cam/x", environment["DEVICE"]);
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), environment["PATH"]);
        Assert.DoesNotContain("ESTOP_TEST_SECRET", environment.Keys);
    }

    [Fact]
    public void A_name_is_looked_for_once_where_programs_are()
    {
        var command = new CommandLine("kind", new CommandOptions { Program = "sh" });

        Assert.True(Path.IsPathFullyQualified(command.Program));
        Assert.True(File.Exists(command.Program));
    }

    [Theory]
    [InlineData("""{"address":"-rf"}""", "input.address", "Begins with a dash, and would be taken for an option.")]
    [InlineData("""{"address":"UPPER"}""", "input.address", "Does not match the field's pattern.")]
    [InlineData("""{"address":"good\nbad"}""", "input.address", "Does not match the field's pattern.")]
    [InlineData("""{"address":"x\u0000y"}""", "input.address", "Holds a NUL character, which no argument can hold.")]
    [InlineData("""{"address":"xxxxxxxxxxxxxxxxxxxxx"}""", "input.address", "Is too long.")]
    [InlineData("""{"address":5}""", "input.address", "Must be a string.")]
    [InlineData("""{"address":"x","address":"y"}""", "input.address", "Is given twice.")]
    [InlineData("""{"address":"x","program":"/bin/sh"}""", "input.program", "Is not known here.")]
    [InlineData("""{"address":"x","port":70000}""", "input.port", "Must be a whole number from 1 to 65535.")]
    [InlineData("""{"address":"x","port":1.5}""", "input.port", "Must be a whole number from 1 to 65535.")]
    [InlineData("""{"address":"x","rate":1e999}""", "input.rate", "Must be a number.")]
    [InlineData("""{"address":"x","way":"up"}""", "input.way", "Is none of the values that are accepted.")]
    [InlineData("""{"port":1}""", "input.address", "Is required and missing.")]
    [InlineData("""["x"]""", "input", "Must be an object.")]
    [InlineData("null", "input", "Is required.")]
    public void What_does_not_fit_is_refused_by_field_value_and_remedy(string input, string field, string message)
    {
        var errors = new List<FieldError>();

        Assert.Null(Contract().Bind(JsonDocument.Parse(input).RootElement, errors));

        var error = Assert.Single(errors);
        Assert.Equal((field, message), (error.Field, error.Message));
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void What_fits_is_accepted_as_its_text()
    {
        var errors = new List<FieldError>();

        var bound = Contract().Bind(
            JsonDocument.Parse("""{"address":"a-b","port":80,"rate":0.5,"way":"down","loud":true}""").RootElement, errors);

        Assert.Empty(errors);
        Assert.Equal(
            [("address", "a-b"), ("loud", "true"), ("port", "80"), ("rate", "0.5"), ("way", "down")],
            Assert.IsType<CommandInput>(bound).Values.Select(value => (value.Key, value.Value)).Order());
    }

    [Theory]
    [InlineData("{address}", "-v", "", 1)]
    [InlineData("{prefix}{address}", "-v", "", 1)]
    [InlineData("{number}", "a", "", -9)]
    public void A_value_that_would_be_taken_for_an_option_is_refused(string argument, string address, string prefix, int number)
    {
        var command = Command(
            options =>
            {
                options.Input["address"] = new CommandField();
                options.Input["prefix"] = new CommandField();
                options.Input["number"] = new CommandField { Type = CommandFieldType.Integer };
            },
            argument);
        var errors = new List<FieldError>();

        Assert.Null(command.Input.Bind(JsonSerializer.SerializeToElement(new { address, prefix, number }), errors));

        Assert.Contains("dash", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_below_zero_may_begin_an_argument_where_its_least_value_is_below_zero()
    {
        var command = Command(
            static options => options.Input["address"] = new CommandField { Type = CommandFieldType.Integer, Minimum = -10 }, "{address}");

        Assert.Equal("-9", Bound(command, new { address = -9 }).Values["address"]);
    }

    [Fact]
    public void The_schema_says_what_is_accepted()
    {
        var schema = Contract().Schema!.Value;

        Assert.Equal(["address"], schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!));
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        var port = schema.GetProperty("properties").GetProperty("port");
        Assert.Equal(("integer", 1, 65535), (
            port.GetProperty("type").GetString(), port.GetProperty("minimum").GetInt32(), port.GetProperty("maximum").GetInt32()));
    }

    [Fact]
    public void A_command_that_cannot_be_run_is_refused_with_all_that_is_wrong()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new CommandLine("probe", new CommandOptions
        {
            Program = "/no/such/program",
            Arguments = ["{missing}", "open {brace"],
            Environment = { ["A=B"] = "x" },
            StopSignal = "KILL",
            ReadyLine = "(",
            WorkingDirectory = "relative",
            SuccessExitCodes = [256],
            Input = { ["x"] = new CommandField { Pattern = "(a)\\1" } },
        }));

        Assert.All(
            [
                "'probe'", "Program '/no/such/program'", "Arguments[0] '{missing}'", "'open {brace'", "Environment has 'A=B'", "StopSignal 'KILL'",
                "ReadyLine '('", "WorkingDirectory 'relative'", "SuccessExitCodes are 256", "Input.x.Pattern",
            ],
            part => Assert.Contains(part, refusal.Message, StringComparison.Ordinal));
    }

    private static CommandLine Command(params string[] arguments) => Command(static _ => { }, arguments);

    private static CommandLine Command(Action<CommandOptions> configure, params string[] arguments)
    {
        var options = new CommandOptions { Program = "/bin/sh", Arguments = arguments };
        options.Input["address"] = new CommandField { MayBeginWithDash = true };
        configure(options);
        return new CommandLine("kind", options);
    }

    private static CommandInput Bound(CommandLine command, object input)
    {
        var errors = new List<FieldError>();
        var bound = command.Input.Bind(JsonSerializer.SerializeToElement(input), errors);
        Assert.Empty(errors);
        return (CommandInput)bound!;
    }

    private static CommandInputContract Contract()
    {
        var options = new CommandOptions
        {
            Program = "/bin/sh",
            Arguments = ["{address}"],
            Input =
            {
                ["address"] = new CommandField { Pattern = "[a-z\\-\\x00]+", MaximumLength = 20 },
                ["port"] = new CommandField { Type = CommandFieldType.Integer, Minimum = 1, Maximum = 65535, Required = false },
                ["rate"] = new CommandField { Type = CommandFieldType.Number, Required = false },
                ["way"] = new CommandField { OneOf = ["down"], Required = false },
                ["loud"] = new CommandField { Type = CommandFieldType.Boolean, Required = false },
            },
        };
        return new CommandLine("kind", options).Input;
    }
}
