//! The facts of witnesses, of which some come again.
//!
//! In: witnesses. Out: their facts shown or as JSON; what is likely to come again is kept, at few places. Knows
//! nothing of rows.

use std::cell::OnceCell;

use super::facts::Facts;
use super::group::Cited;
use super::shape::{NodeShape, Shape};
use super::{FACT, SOURCE};
use crate::function::Witness;
use crate::value::json::{self, Form};
use crate::value::{NodeId, RelId, TakeMaps, Value};

/// How many witnesses are remembered: so few that what they gave stays at hand.
const REMEMBERED: usize = 256;

/// Up to which length texts are remembered, in bytes.
const LONGEST: usize = 1024;

/// What is kept from fact to fact.
#[derive(Default)]
pub(super) struct Memory {
    /// What some witnesses gave, each at its place.
    known: Vec<Known>,
    /// The last witness that was shown.
    entity: Value,
    /// What facts look like by type of the relationship, in one form.
    shapes: Vec<OnceCell<Option<Box<Shape>>>>,
    /// What those of nodes look like.
    of_nodes: OnceCell<Option<Box<NodeShape>>>,
    shaped: Option<Form>,
}

/// What a witness gave.
#[derive(Default)]
struct Known {
    of: Option<Witness>,
    /// Its fact as JSON.
    text: String,
    form: Option<Form>,
}

impl Memory {
    /// Where a witness is remembered, if it is.
    fn place(&mut self, witness: Witness) -> &mut Known {
        if self.known.is_empty() {
            self.known.resize_with(REMEMBERED, Known::default);
        }
        let place = super::spread(witness) as usize % REMEMBERED;
        &mut self.known[place]
    }

    /// The place of a witness that is remembered from now on.
    fn keep(&mut self, witness: Witness) -> &mut Known {
        let known = self.place(witness);
        if known.of != Some(witness) {
            known.of = Some(witness);
            known.form = None;
        }
        known
    }

    /// Appends the fact of a witness as JSON.
    pub(super) fn write(&mut self, facts: &Facts, cited: &Cited, out: &mut String, form: Form) {
        let witness = cited.witness;
        if cited.before {
            let known = self.place(witness);
            if known.of == Some(witness) && known.form == Some(form) {
                return out.push_str(&known.text);
            }
        }
        let start = out.len();
        if !self.write_shaped(facts, cited, out, form) {
            self.write_any(facts, witness, out, form);
        }
        let text = &out[start..];
        if cited.again && text.len() <= LONGEST {
            let known = self.keep(witness);
            known.text.clear();
            known.text.push_str(text);
            known.form = Some(form);
        }
    }

    /// Appends a fact by what is prepared for all of its kind, if there is.
    fn write_shaped(&mut self, facts: &Facts, cited: &Cited, out: &mut String, form: Form) -> bool {
        if self.shaped != Some(form) {
            self.shapes.clear();
            self.of_nodes = OnceCell::new();
            self.shaped = Some(form);
        }
        let RelId { ty, slot } = match cited.witness {
            Witness::Relationship(id) => id,
            Witness::Node(id) => {
                let shape = || NodeShape::of(facts, form).map(Box::new);
                let shape = self.of_nodes.get_or_init(shape);
                if let Some(shape) = shape {
                    shape.write(facts, id, out);
                }
                return shape.is_some();
            }
        };
        let at = usize::from(ty);
        if self.shapes.len() <= at {
            self.shapes.resize_with(at + 1, OnceCell::new);
        }
        let shape = self.shapes[at].get_or_init(|| Shape::of(facts, ty, form).map(Box::new));
        let ends = cited
            .ends
            .or_else(|| facts.ends(NodeId::default(), RelId { ty, slot }));
        match (shape, ends) {
            (Some(shape), Some(ends)) => {
                shape.write(slot, ends, out);
                true
            }
            _ => false,
        }
    }

    /// Appends any fact.
    fn write_any(&mut self, facts: &Facts, witness: Witness, out: &mut String, form: Form) {
        self.show(facts, witness, &mut |entries| {
            json::write_entries(out, entries, form);
        });
    }

    /// Shows the fact of a witness as a map.
    pub(super) fn show(&mut self, facts: &Facts, witness: Witness, to: TakeMaps<'_>) {
        match (&mut self.entity, witness) {
            (Value::Relationship(last), Witness::Relationship(id)) => last.id = id,
            (Value::Node(last), Witness::Node(id)) => last.id = id,
            (last, witness) => *last = facts.entity(witness),
        }
        let mut room = Value::Null;
        let source = facts.source(witness, &mut room);
        to(&[(FACT, &self.entity), (SOURCE, source)]);
    }
}
